package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.Version;
import io.github.bedrockbatch.aws.AwsConfigurationException;
import io.github.bedrockbatch.awscli.GetModelInvocationJob;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.web.WebException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The program's commands: runs the one that the arguments name. */
public final class CommandLineInterface {
    static final String NAME = "bedrock-batch-exporter";

    private CommandLineInterface() {}

    /**
     * Runs a command to its end.
     *
     * @return 0 fine, 1 could not go on, 2 bad usage or configuration; of {@code get-model-invocation-job}, the AWS CLI's
     */
    public static int run(String[] args) {
        if (args.length > 0 && args[0].equals(GetModelInvocationJob.NAME)) {
            return new GetModelInvocationJobCommand(List.of(args).subList(1, args.length)).call();
        }
        try {
            return commandLine().execute(args);
        } catch (Error e) {
            System.err.println(Failures.line(e));
            return ExitCode.SOFTWARE;
        }
    }

    private static CommandLine commandLine() {
        CommandSpec run = spec(new RunCommand()).name(NAME);
        run.addSubcommand("run", new CommandLine(spec(new RunCommand())));
        run.addSubcommand("demo", new CommandLine(spec(new DemoCommand())));
        run.addSubcommand("simulator", new CommandLine(spec(new SimulatorCommand())));
        run.addSubcommand("healthcheck", new CommandLine(spec(new HealthcheckCommand())));
        run.addSubcommand(
                GetModelInvocationJob.NAME, new CommandLine(spec(new GetModelInvocationJobCommand(List.of()))));
        CommandLine commandLine = new CommandLine(run);
        commandLine.setExecutionStrategy(CommandLineInterface::execute);
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command));
    }

    private static CommandSpec spec(Command command) {
        CommandSpec spec =
                CommandSpec.wrapWithoutInspection(command).versionProvider(CommandLineInterface::versionLines);
        spec.usageMessage().description(command.description()).sortOptions(false);
        command.options().forEach(spec::addOption);
        return spec.addOption(help()).addOption(version());
    }

    /** Returns what {@code --version} says. */
    static String[] versionLines() {
        return new String[] {
            NAME + " " + Version.get(),
            "Commit " + Version.revision(),
            "Java " + Runtime.version() + " (" + System.getProperty("java.vendor", "unknown vendor") + ")"
        };
    }

    private static OptionSpec help() {
        return OptionSpec.builder("-h", "--help")
                .type(boolean.class)
                .usageHelp(true)
                .description("Shows this help and exits.")
                .build();
    }

    private static OptionSpec version() {
        return OptionSpec.builder("-V", "--version")
                .type(boolean.class)
                .versionHelp(true)
                .description("Prints the version and exits.")
                .build();
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
            case ConfigException _, AwsConfigurationException _, IllegalArgumentException _ -> {
                command.getErr().println(failure.getMessage());
                return ExitCode.USAGE;
            }
            case StoreException unusable ->
                command.getErr().println(Failures.oneLine(String.valueOf(unusable.getMessage())));
            case WebException unusable -> command.getErr().println(unusable.getMessage());
            default -> command.getErr().println(Failures.line(failure));
        }
        return ExitCode.SOFTWARE;
    }
}
