package io.github.bedrockbatch.dashboards;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The questions of the query cookbook. */
final class Cookbook {
    private static final Pattern QUERY = Pattern.compile("(?s)```promql\n(.+?)```");
    private static final Pattern QUESTION = Pattern.compile("(?m)^## (\\d+)\\. (.+\\?)$");
    private static final String TEXT = read();

    static final List<String> QUERIES =
            QUERY.matcher(TEXT).results().map(match -> match.group(1)).toList();
    static final List<String> QUESTIONS =
            QUESTION.matcher(TEXT).results().map(match -> match.group(2)).toList();

    private Cookbook() {}

    private static String read() {
        try {
            return Files.readString(Path.of("docs", "queries.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
