package io.github.bedrockbatch.config;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import tools.jackson.databind.json.JsonMapper;

/** JSON as one writes it by hand: what fits on a line is one line. */
@NullMarked
final class JsonText {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int WIDTH = 110;

    private JsonText() {}

    /** @param indent of the line on which the value begins */
    static String of(Object value, String indent) {
        String line = line(value);
        if (indent.length() + line.length() <= WIDTH || entries(value).isEmpty()) {
            return line;
        }
        String inner = indent + "  ";
        boolean mapping = value instanceof Map;
        return entries(value).stream()
                .map(entry -> inner + name(entry) + of(content(entry), inner))
                .collect(Collectors.joining(",\n", mapping ? "{\n" : "[\n", "\n" + indent + (mapping ? "}" : "]")));
    }

    private static String line(Object value) {
        if (value instanceof Map || value instanceof List) {
            String entries = entries(value).stream()
                    .map(entry -> name(entry) + line(content(entry)))
                    .collect(Collectors.joining(", "));
            return value instanceof Map ? "{" + entries + "}" : "[" + entries + "]";
        }
        return JSON.writeValueAsString(value);
    }

    /** The entries of a mapping, the items of a list, or nothing. */
    private static Collection<?> entries(Object value) {
        return switch (value) {
            case Map<?, ?> mapping -> mapping.entrySet();
            case List<?> items -> items;
            default -> List.of();
        };
    }

    private static String name(Object entry) {
        return entry instanceof Map.Entry<?, ?> named ? JSON.writeValueAsString(named.getKey()) + ": " : "";
    }

    private static Object content(Object entry) {
        return entry instanceof Map.Entry<?, ?> named ? named.getValue() : entry;
    }
}
