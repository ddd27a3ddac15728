package io.github.bedrockbatch.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.metrics.MetricCatalogue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds what the documents name to what exists: metrics, flags, configuration keys and values of the chart. */
final class NamesTest {
    private static final Pattern METRIC = Pattern.compile("\\bbedrock_batch_[a-z0-9_]+");
    private static final Pattern FLAG = Pattern.compile("(?<![\\w-])--[a-z][a-z.-]*[a-z]");
    private static final Pattern PATH = Pattern.compile("[a-z][A-Za-z_]*(\\[])?(\\.[A-Za-z][A-Za-z_]*(\\[])?)+");
    private static final Pattern FILE =
            Pattern.compile(".*\\.(yml|yaml|md|json|db|log|jar|sh|args|txt|key|crt|py|out)");
    private static final Set<String> FLAGS = Names.flags();
    private static final Set<String> KEYS = Names.keys();
    private static final Map<?, ?> VALUES = Names.values();

    /** A field of log lines that looks like a value of the chart. */
    private static final String FIELD = "log.logger";

    /** Flags of other programs. */
    private static final Set<String> FOREIGN = Set.of(
            "--user", "--env-file", "--namespace", "--network", "--set-string", "--wait", "--role-name", "--profile");

    static List<Document> documents() {
        return Document.own();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void metricsAreInTheCatalogue(Document document) {
        List<String> names = MetricCatalogue.names();
        assertThat(METRIC.matcher(document.text()).results().map(found -> found.group()))
                .allSatisfy(name -> assertThat(names)
                        .anyMatch(known -> known.equals(name)
                                || known.equals(name.replaceFirst("_(bucket|sum|count)$", ""))
                                || (name.endsWith("_") && known.startsWith(name))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void flagsAreThoseOfTheCommands(Document document) {
        if (document.path().endsWith("get-model-invocation-job.md")) {
            return; // Its flags are the AWS CLI's.
        }
        Stream<String> commands = document.code().stream()
                .flatMap(code -> code.text().lines())
                .filter(line ->
                        line.contains("bedrock-batch-exporter.jar") && !line.contains("get-model-invocation-job"));
        assertThat(Stream.concat(document.inline().stream().filter(code -> code.startsWith("--")), commands)
                        .flatMap(code -> FLAG.matcher(code).results())
                        .map(found -> found.group())
                        .filter(flag -> !FOREIGN.contains(flag)))
                .allSatisfy(flag -> assertThat(FLAGS).contains(flag));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("documents")
    void keysAndValuesExist(Document document) {
        Set<String> roots = Stream.concat(
                        KEYS.stream().map(key -> key.replaceFirst("[.\\[].*", "")),
                        VALUES.keySet().stream().map(String::valueOf))
                .collect(Collectors.toSet());
        assertThat(document.inline().stream()
                        .map(code -> code.replaceFirst("[:=\\s].*", ""))
                        .filter(code -> PATH.matcher(code).matches()
                                && !FILE.matcher(code).matches())
                        .filter(code -> roots.contains(code.replaceFirst("[.\\[].*", ""))))
                .allSatisfy(path -> assertThat(exists(path)).as(path).isTrue());
    }

    private static boolean exists(String path) {
        return path.equals(FIELD)
                || KEYS.contains(path)
                || KEYS.contains(path.replaceFirst("^config\\.", ""))
                || Names.isValue(VALUES, path);
    }
}
