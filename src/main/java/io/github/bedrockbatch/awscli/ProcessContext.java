package io.github.bedrockbatch.awscli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * The environment in which the command runs.
 *
 * @param environment the variables
 * @param directory what relative paths are relative to
 * @param zone of times that a service sends as numbers
 * @param terminal the width of the terminal that stdout is, in columns; empty if it is not a terminal
 */
public record ProcessContext(
        Map<String, String> environment,
        Path directory,
        OutputStream out,
        PrintStream err,
        ZoneId zone,
        Supplier<OptionalInt> terminal) {

    /** A path as the user wrote it, with the home directory for a leading {@code ~}. */
    Path path(String text) {
        String expanded = text.equals("~") || text.startsWith("~/") ? home() + text.substring(1) : text;
        return directory.resolve(expanded);
    }

    private String home() {
        String home = environment.get("HOME");
        return home == null ? System.getProperty("user.home", "") : home;
    }
}
