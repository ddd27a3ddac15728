package io.github.bedrockbatch.dashboards;

import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The names in an expression: as much of PromQL as is needed to compare them with the catalogue of metrics. */
record PromQl(String expression) {
    private static final String STRING = "\"(?:[^\"\\\\]|\\\\.)*\"";
    private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][\\w:]*)\\s*\\{((?:[^\"{}]|" + STRING + ")*)}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*" + STRING);
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^()]*)\\)");
    private static final Pattern CREATED =
            Pattern.compile(",\\s*\"(\\w+)\",\\s*\"[^\"]*\",\\s*\"(\\w+)\",\\s*\"[^\"]*\"\\)");
    private static final Pattern METRIC = Pattern.compile(
            "(?<![\\w:])((?:bedrock_batch|process|jvm|scrape)_\\w+|(?:model|job):\\w+:\\w+|up|ALERTS)(?![\\w:(])");

    /** A label that is compared, and the metric whose series it chooses. */
    record Matcher(String metric, String label) {}

    /** Every metric that is read. */
    List<String> metrics() {
        return find(METRIC, GROUPING.matcher(withoutStrings()).replaceAll(""))
                .map(match -> match.group(1))
                .distinct()
                .toList();
    }

    List<Matcher> matchers() {
        return find(SELECTOR, expression)
                .flatMap(selector ->
                        find(MATCHER, selector.group(2)).map(match -> new Matcher(selector.group(1), match.group(1))))
                .toList();
    }

    /** The labels by which series are grouped and joined. */
    List<String> groupings() {
        return find(GROUPING, withoutStrings())
                .flatMap(match -> Arrays.stream(match.group(1).split(",", -1)))
                .map(String::strip)
                .filter(label -> !label.isEmpty())
                .distinct()
                .toList();
    }

    /** The labels that label_replace makes. */
    List<String> created() {
        return find(CREATED, expression).map(match -> match.group(1)).toList();
    }

    private String withoutStrings() {
        return expression.replaceAll(STRING, "\"\"");
    }

    private static Stream<MatchResult> find(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }
}
