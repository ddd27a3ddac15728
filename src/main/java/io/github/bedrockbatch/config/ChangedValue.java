package io.github.bedrockbatch.config;

import io.github.bedrockbatch.config.ValueType.FreeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** An old and a new value, as the catalogue writes them, in words that fit into a line of the log. */
final class ChangedValue {
    private static final int MAX_ITEMS = 5;

    private ChangedValue() {}

    /** Describes a change. An absent value is called unset. */
    static String describe(Optional<Object> before, Optional<Object> after) {
        if (before.orElse(null) instanceof List<?> were && after.orElse(null) instanceof List<?> are) {
            return describe(were, are);
        }
        String from = text(before);
        String to = text(after);
        return from.equals(to) ? "changed (secret): " + to : "from " + from + " to " + to;
    }

    private static String describe(List<?> before, List<?> after) {
        List<Object> removed = new ArrayList<>(before);
        removed.removeAll(after);
        List<Object> added = new ArrayList<>(after);
        added.removeAll(before);
        if (added.isEmpty() && removed.isEmpty()) {
            return "items were reordered, or a secret in them changed";
        }
        return (added.isEmpty() ? "" : "added " + items(added))
                + (added.isEmpty() || removed.isEmpty() ? "" : ", ")
                + (removed.isEmpty() ? "" : "removed " + items(removed));
    }

    private static String items(List<?> items) {
        String shown = items.stream().limit(MAX_ITEMS).map(ChangedValue::text).collect(Collectors.joining(", "));
        int left = items.size() - MAX_ITEMS;
        return "[" + shown + (left > 0 ? " and " + left + " more" : "") + "]";
    }

    private static String text(Optional<Object> value) {
        return value.map(ChangedValue::text).orElse("unset");
    }

    private static String text(Object value) {
        return switch (value) {
            case FreeText(String text) -> Quoted.quote(text);
            case List<?> items -> items(items);
            case Map<?, ?> mapping ->
                mapping.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + text(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            default -> String.valueOf(value);
        };
    }
}
