package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.aws.AwsConfigurationException;
import io.github.bedrockbatch.awscli.GetModelInvocationJob;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.poll.StoreException;
import io.github.bedrockbatch.web.WebException;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
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
        if (GetModelInvocationJobCommand.isNamed(args)) {
            return GetModelInvocationJobCommand.run(args);
        }
        return commandLine().execute(args);
    }

    static CommandLine commandLine() {
        CommandLine commandLine = new CommandLine(new RunCommand())
                .setCommandName(NAME)
                .addSubcommand("run", new RunCommand())
                .addSubcommand("demo", new DemoCommand())
                .addSubcommand("simulator", new SimulatorCommand())
                .addSubcommand("healthcheck", new HealthcheckCommand())
                .addSubcommand(GetModelInvocationJob.NAME, new GetModelInvocationJobCommand());
        commandLine.setExecutionStrategy(CommandLineInterface::execute);
        return commandLine
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, command));
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
