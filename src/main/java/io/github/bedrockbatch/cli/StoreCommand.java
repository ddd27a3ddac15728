package io.github.bedrockbatch.cli;

import java.util.List;
import java.util.Map;

/** {@code store}: what is done with stores while no daemon uses them. */
final class StoreCommand implements Command {
    @Override
    public String description() {
        return "Works on stores while no exporter uses them.";
    }

    @Override
    public List<Group> groups() {
        return List.of();
    }

    @Override
    public List<String> examples() {
        return List.of("store " + StoreCopyCommand.EXAMPLE);
    }

    @Override
    public Map<String, Command> subcommands() {
        return Map.of("copy", new StoreCopyCommand());
    }

    /** Runs where no subcommand was named. */
    @Override
    public Integer call() {
        throw new IllegalArgumentException("store: must come before a command: store copy --from=FILE --to=FILE");
    }
}
