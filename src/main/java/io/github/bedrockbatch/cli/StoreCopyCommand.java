package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.aws.Regions;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.config.StoreConfig;
import io.github.bedrockbatch.store.StoreCopy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code store copy}: carries all that was recorded from one store to another. */
final class StoreCopyCommand implements Command {
    static final String EXAMPLE = "copy --from=sqlite.yml --to=postgresql.yml";

    private final Flag from =
            Flag.of("--from", "FILE", "", "Configuration file of the store to copy. No exporter may use the store.");

    private final Flag to =
            Flag.of("--to", "FILE", "", "Configuration file of the store to fill. The store must be empty.");

    @Override
    public String description() {
        return "Copies jobs, journal, totals and cursors from one store to another. Each store is that of a configuration file.";
    }

    @Override
    public List<Group> groups() {
        return List.of(new Group("Stores", List.of(from, to)));
    }

    @Override
    public List<String> examples() {
        return List.of("store " + EXAMPLE);
    }

    @Override
    public Integer call() throws ConfigException {
        StoreConfig source = store(from);
        StoreConfig target = store(to);
        System.out.println(StoreCopy.run(source, target));
        return 0;
    }

    private static StoreConfig store(Flag flag) throws ConfigException {
        if (!flag.isGiven()) {
            throw new IllegalArgumentException(
                    flag.name() + ": must be given: name a configuration file, as " + flag.name() + "=exporter.yml");
        }
        Path file = flag.file();
        if (!Files.exists(file)) {
            throw new IllegalArgumentException(file + ": does not exist: name another file with " + flag.name());
        }
        return new ConfigLoader(Regions::isKnown).load(file, System.getenv()).store();
    }
}
