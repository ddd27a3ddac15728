package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.Version;
import io.github.bedrockbatch.awscli.GetModelInvocationJob;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
            return execute(args);
        } catch (Error e) {
            System.err.println(Failures.line(e));
            return Failures.SOFTWARE;
        }
    }

    /** Runs a command whose flags are plain at once. */
    private static int execute(String[] args) {
        Command unnamed = new RunCommand();
        Map<String, Command> named = named();
        Command command = args.length == 0 ? unnamed : named.getOrDefault(args[0], unnamed);
        List<String> words = List.of(args).subList(named.containsValue(command) ? 1 : 0, args.length);
        if (Flag.read(command.flags(), words)) {
            try {
                return command.call();
            } catch (Exception e) {
                return Failures.explain(e);
            }
        }
        return Usage.execute(unnamed, named, args);
    }

    private static Map<String, Command> named() {
        Map<String, Command> commands = new LinkedHashMap<>();
        commands.put("run", new RunCommand());
        commands.put("demo", new DemoCommand());
        commands.put("simulator", new SimulatorCommand());
        commands.put("store", new StoreCommand());
        commands.put("healthcheck", new HealthcheckCommand());
        commands.put(GetModelInvocationJob.NAME, new GetModelInvocationJobCommand(List.of()));
        return commands;
    }

    /** Returns what {@code --version} says. */
    static String[] versionLines() {
        return new String[] {
            NAME + " " + Version.get(),
            "Commit " + Version.revision(),
            "Java " + Runtime.version() + " (" + System.getProperty("java.vendor", "unknown vendor") + ")"
        };
    }
}
