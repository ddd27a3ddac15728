package io.github.bedrockbatch.awscli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A run of the command in this process. */
record Run(int exitCode, String output, String errors) {
    static Run of(Map<String, String> environment, Path directory, List<String> words) {
        return of(environment, directory, OptionalInt.empty(), words);
    }

    /** @param terminal the width of the terminal that stdout is */
    static Run of(Map<String, String> environment, Path directory, OptionalInt terminal, List<String> words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        ProcessContext surroundings = new ProcessContext(
                environment,
                directory,
                out,
                new PrintStream(err, true, StandardCharsets.UTF_8),
                ZoneOffset.UTC,
                () -> terminal);
        int exitCode = new GetModelInvocationJob(surroundings, "bedrock-batch-exporter 1.2.3").run(words);
        return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
