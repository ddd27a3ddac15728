package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.aws.AwsConfigurationException;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.web.WebException;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words for what nobody expected. */
final class Failures {
    private static final int FRAMES = 3;
    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R\\s*");

    static final int SOFTWARE = 1;
    private static final int USAGE = 2;

    private Failures() {}

    /** Prints what kept a command from doing its work, and returns the exit code that says so. */
    static int explain(Exception failure) {
        switch (failure) {
            case ConfigException _, AwsConfigurationException _, IllegalArgumentException _ -> {
                System.err.println(failure.getMessage());
                return USAGE;
            }
            case StoreException unusable -> System.err.println(oneLine(String.valueOf(unusable.getMessage())));
            case WebException unusable -> System.err.println(unusable.getMessage());
            default -> System.err.println(line(failure));
        }
        return SOFTWARE;
    }

    /** Returns a failure and where it happened or what to do, in one line for standard error. */
    static String line(Throwable failure) {
        if (failure instanceof OutOfMemoryError) {
            String reason = oneLine(String.valueOf(failure.getMessage()));
            return CommandLineInterface.NAME + ": out of memory or threads (" + reason
                    + "): raise the memory limit or the limit of processes (ulimit -u)";
        }
        String places = Arrays.stream(failure.getStackTrace())
                .limit(FRAMES)
                .map(StackTraceElement::toString)
                .collect(Collectors.joining(", "));
        return CommandLineInterface.NAME + ": unexpected failure, please report it: " + oneLine(failure.toString())
                + " (" + places + ")";
    }

    /** Returns a text whose line breaks are spaces: what a library says may have many. */
    static String oneLine(String text) {
        return LINE_BREAK.matcher(text).replaceAll(" ");
    }
}
