package io.github.bedrockbatch.documents;

import io.github.bedrockbatch.cli.CommandLineInterface;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Names that exist: flags, configuration keys and values of the chart. */
final class Names {
    private static final Pattern FLAG = Pattern.compile("(?<![\\w-])--[a-z][a-z.-]*[a-z]");
    private static final Pattern KEY_ROW = Pattern.compile("(?m)^\\| `([a-z_.\\[\\]]+)` \\|");
    private static final Pattern KEY_SECTION = Pattern.compile("(?m)^### `([a-z_.\\[\\]]+)`");

    private Names() {}

    /** The flags that the help of any command names. */
    static Set<String> flags() {
        String help = Stream.of("", "demo ", "simulator ", "store copy ", "healthcheck ")
                .map(command -> help((command + "--help").split(" ")))
                .collect(Collectors.joining());
        return in(FLAG, help, 0);
    }

    /** The keys in the reference, which is made of the catalogue. An item of a list is written without brackets, too. */
    static Set<String> keys() {
        String reference = Document.of(Path.of("docs", "configuration.md")).text();
        Set<String> keys = in(KEY_ROW, reference, 1);
        keys.addAll(in(KEY_SECTION, reference, 1));
        keys.addAll(keys.stream().map(key -> key.replace("[]", "")).toList());
        return keys;
    }

    /** The values of the chart by their paths. A value that is empty may have anything below it. */
    static Map<?, ?> values() {
        String yaml = Document.of(Path.of("helm", "bedrock-batch-exporter", "values.yaml"))
                .text();
        return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
    }

    /** Whether the chart has a value at a path. */
    static boolean isValue(Map<?, ?> values, String path) {
        Object at = values;
        for (String name : path.split("\\.", -1)) {
            if (!(at instanceof Map<?, ?> map) || !map.containsKey(name)) {
                return at instanceof Map<?, ?> map && (map.isEmpty() || isOfKubernetes(path));
            }
            at = value(map, name);
        }
        return true;
    }

    private static boolean isOfKubernetes(String path) {
        return path.startsWith("resources.");
    }

    private static @Nullable Object value(Map<?, ?> map, String name) {
        return map.get(name);
    }

    private static String help(String... words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            CommandLineInterface.run(words);
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Set<String> in(Pattern pattern, String text, int group) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(group))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
