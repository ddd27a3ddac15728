package io.github.bedrockbatch;

import java.lang.reflect.InvocationTargetException;

/**
 * The entry point. Compiled for old Java runtimes too, so that they say what is missing instead of throwing.
 */
public final class Main {
    private static final int NEEDED = 25;

    private Main() {}

    /**
     * Runs the command that the arguments name.
     *
     * @param args as on the command line
     * @throws Exception if the program's own classes are missing
     */
    public static void main(String[] args) throws Exception {
        String version = System.getProperty("java.specification.version");
        if (!isSupported(version)) {
            System.err.println("bedrock-batch-exporter needs Java " + NEEDED + " or newer and was started with Java "
                    + System.getProperty("java.version") + " (" + System.getProperty("java.home") + ")");
            System.exit(1);
        }
        System.exit(run(args));
    }

    private static boolean isSupported(String version) {
        return !version.startsWith("1.") && Integer.parseInt(version) >= NEEDED;
    }

    private static int run(String[] args) throws Exception {
        try {
            return (Integer) Class.forName("io.github.bedrockbatch.cli.CommandLineInterface")
                    .getMethod("run", String[].class)
                    .invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception ? (Exception) e.getCause() : e;
        }
    }
}
