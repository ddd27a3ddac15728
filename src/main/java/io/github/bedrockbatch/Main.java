package io.github.bedrockbatch;

import java.lang.reflect.InvocationTargetException;

/**
 * The entry point. Compiled for old Java runtimes too, so that they say what is missing instead of throwing.
 */
public final class Main {
    private static final int NEEDED = 25;

    private Main() {}

    /**
     * Runs the command that the arguments name, and ends the process with its exit code. Whatever goes wrong is a line on
     * standard error and exit code 1, so that no thread that is left keeps a process alive that does not work.
     *
     * @param args as on the command line
     */
    public static void main(String[] args) {
        int code = 1;
        try {
            code = run(args);
        } catch (Throwable e) {
            System.err.println("bedrock-batch-exporter: " + e);
        } finally {
            System.exit(code);
        }
    }

    private static int run(String[] args) throws Throwable {
        String version = System.getProperty("java.specification.version");
        if (!isSupported(version)) {
            System.err.println("bedrock-batch-exporter needs Java " + NEEDED + " or newer and was started with Java "
                    + System.getProperty("java.version") + " (" + System.getProperty("java.home") + ")");
            return 1;
        }
        try {
            return (Integer) Class.forName("io.github.bedrockbatch.cli.CommandLineInterface")
                    .getMethod("run", String[].class)
                    .invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static boolean isSupported(String version) {
        return !version.startsWith("1.") && Integer.parseInt(version) >= NEEDED;
    }
}
