package io.github.bedrockbatch.alerts;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** An alert as the shipped file of rules has it. */
record AlertRule(String group, String name, String expression, Map<?, ?> labels, Map<?, ?> annotations) {
    static final Path FILE = Path.of("helm", "bedrock-batch-exporter", "files", "alerts.yml");

    /** Every alert of the file, in its order. */
    static List<AlertRule> all() throws IOException {
        return groups().flatMap(group -> maps(group, "rules")
                        .filter(rule -> rule.containsKey("alert"))
                        .map(rule -> of(String.valueOf(group.get("name")), rule)))
                .toList();
    }

    /** The expressions of the recording rules. */
    static List<String> records() throws IOException {
        return groups().flatMap(group -> maps(group, "rules"))
                .filter(rule -> rule.containsKey("record"))
                .map(rule -> String.valueOf(rule.get("expr")))
                .toList();
    }

    private static Stream<Map<?, ?>> groups() throws IOException {
        return maps(new Load(LoadSettings.builder().build()).loadFromString(Files.readString(FILE)), "groups");
    }

    /** Whether it is about one job each: the chart joins the job's tags to such alerts. */
    boolean isAboutJobs() {
        return group.equals("bedrock-batch-jobs");
    }

    String annotation(String key) {
        return String.valueOf(annotations.get(key));
    }

    /** The expression without its comments. */
    String code() {
        return expression.replaceAll("(?m)#.*$", "");
    }

    /** What a pattern's first group finds in a text. */
    static List<String> find(String regex, String text) {
        return Pattern.compile(regex)
                .matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    @Override
    public String toString() {
        return name;
    }

    private static AlertRule of(String group, Map<?, ?> rule) {
        return new AlertRule(
                group,
                String.valueOf(rule.get("alert")),
                String.valueOf(rule.get("expr")),
                (Map<?, ?>) child(rule, "labels"),
                (Map<?, ?>) child(rule, "annotations"));
    }

    private static Stream<Map<?, ?>> maps(Object node, String key) {
        return ((List<?>) child(node, key)).stream().map(child -> (Map<?, ?>) child);
    }

    private static Object child(Object node, String key) {
        return requireNonNull(((Map<?, ?>) node).get(key), key);
    }
}
