package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.aws.AwsConfigurationException;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.poll.StoreException;
import io.github.bedrockbatch.web.WebException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The program's commands: runs the one that the arguments name. */
public final class CommandLineInterface {
    static final String NAME = "bedrock-batch-exporter";

    private static final List<String> IN_ORDER = List.of("run", "demo", "simulator", "healthcheck");

    private static final Map<String, Supplier<Callable<Integer>>> COMMANDS = Map.of(
            "run", RunCommand::new,
            "demo", DemoCommand::new,
            "simulator", SimulatorCommand::new,
            "healthcheck", HealthcheckCommand::new);

    private CommandLineInterface() {}

    /**
     * Runs a command to its end.
     *
     * @return 0 fine, 1 could not go on, 2 bad usage or configuration
     */
    public static int run(String[] args) {
        return commandLine(args).execute(args);
    }

    private static CommandLine commandLine(String[] args) {
        CommandLine commandLine = new CommandLine(new RunCommand()).setCommandName(NAME);
        needed(args)
                .forEach(name -> commandLine.addSubcommand(
                        name, Objects.requireNonNull(COMMANDS.get(name)).get()));
        commandLine.setExecutionStrategy(CommandLineInterface::execute);
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command));
    }

    /** The commands that these arguments can mean. Reading one's options by reflection takes a tenth of the start. */
    private static List<String> needed(String[] args) {
        if (args.length > 0 && COMMANDS.containsKey(args[0])) {
            return List.of(args[0]);
        }
        boolean optionsOfRun = Arrays.stream(args).allMatch(arg -> arg.startsWith("--") && !arg.equals("--help"));
        return optionsOfRun ? List.of() : IN_ORDER;
    }

    /** Refuses options before a command's name: they would belong to no command. */
    private static int execute(ParseResult parsed) {
        if (parsed.hasSubcommand() && !parsed.matchedOptions().isEmpty()) {
            String option = parsed.matchedOptions().getFirst().longestName();
            String command = parsed.subcommand().commandSpec().name();
            throw new ParameterException(
                    parsed.commandSpec().commandLine(),
                    option + ": must come after the command's name: " + command + " " + option);
        }
        return new RunLast().execute(parsed);
    }

    private static int explain(Exception failure, CommandLine command) {
        switch (failure) {
            case ConfigException wrong -> {
                command.getErr().println(wrong.getMessage());
                return ExitCode.USAGE;
            }
            case AwsConfigurationException wrong -> {
                command.getErr().println(wrong.getMessage());
                return ExitCode.USAGE;
            }
            case IllegalArgumentException wrong -> {
                command.getErr().println(wrong.getMessage());
                return ExitCode.USAGE;
            }
            case StoreException unusable -> command.getErr().println(unusable.getMessage());
            case WebException unusable -> command.getErr().println(unusable.getMessage());
            default -> failure.printStackTrace(command.getErr());
        }
        return ExitCode.SOFTWARE;
    }
}
