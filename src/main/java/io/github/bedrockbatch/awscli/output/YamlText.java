package io.github.bedrockbatch.awscli.output;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A tree as block YAML with sorted keys and an anchor for what occurs twice: what ruamel.yaml gives with libyaml. */
final class YamlText {
    private static final int INDENT = 2;

    private final YamlWriter out = new YamlWriter();
    private final IdentityHashMap<Object, Integer> occurrences = new IdentityHashMap<>();
    private final IdentityHashMap<Object, String> anchors = new IdentityHashMap<>();

    private YamlText() {}

    /** @param collection a map or a list */
    static String of(Object collection) {
        YamlText text = new YamlText();
        text.count(collection);
        text.node(collection, -INDENT, false);
        text.out.lineBreak();
        return text.out.toString();
    }

    private void count(@Nullable Object value) {
        if (value instanceof Map<?, ?> || value instanceof List<?>) {
            if (occurrences.merge(value, 1, Integer::sum) == 1) {
                children(value).forEach(this::count);
            }
        }
    }

    private static Iterable<? extends @Nullable Object> children(Object value) {
        return value instanceof Map<?, ?> map ? map.values() : (List<?>) value;
    }

    /** @param indent of what holds the value; negative at the root */
    private void node(@Nullable Object value, int indent, boolean inMapping) {
        switch (value) {
            case Map<?, ?> map -> {
                if (anchored(map)) {
                    mapping(map, indent + INDENT);
                }
            }
            case List<?> list -> {
                if (anchored(list)) {
                    sequence(list, indent, inMapping);
                }
            }
            case null, default -> scalar(value, indent, false);
        }
    }

    /** Writes the anchor or the alias of a value; whether its content is to follow. */
    private boolean anchored(Object value) {
        String known = anchors.get(value);
        if (known != null) {
            out.indicator("*" + known, false);
            return false;
        }
        if (occurrences.getOrDefault(value, 0) > 1) {
            String anchor = String.format(Locale.ROOT, "id%03d", anchors.size() + 1);
            anchors.put(value, anchor);
            out.indicator("&" + anchor, false);
        }
        return true;
    }

    private void mapping(Map<?, ?> map, int indent) {
        if (map.isEmpty()) {
            out.indicator("{}", false);
        }
        for (String key : Keys.sorted(map)) {
            out.indent(indent);
            if (YamlScalar.isSimpleKey(key)) {
                scalar(key, indent, true);
                out.append(":");
            } else {
                out.indicator("?", true);
                scalar(key, indent, false);
                out.indent(indent);
                out.indicator(":", true);
            }
            node(map.get(key), indent, true);
        }
    }

    /** A sequence in a mapping is not indented further than the mapping. */
    private void sequence(List<?> list, int outer, boolean inMapping) {
        if (list.isEmpty()) {
            out.indicator("[]", false);
        }
        int indent = inMapping && !out.isIndention() ? outer : outer + INDENT;
        for (Object element : list) {
            out.indent(indent);
            out.indicator("-", true);
            node(element, indent, false);
        }
    }

    private void scalar(@Nullable Object value, int indent, boolean key) {
        switch (value) {
            case String text -> YamlScalar.write(out, text, indent + INDENT, key);
            case Double number -> out.indicator(PythonText.number(number), false);
            case null, default -> out.indicator(String.valueOf(value), false);
        }
    }
}
