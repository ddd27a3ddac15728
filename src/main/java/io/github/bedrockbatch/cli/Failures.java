package io.github.bedrockbatch.cli;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words for what nobody expected. */
final class Failures {
    private static final int FRAMES = 3;
    private static final Pattern LINE_BREAK = Pattern.compile("\\s*\\R\\s*");

    private Failures() {}

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
