package io.github.bedrockbatch.awscli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Lines of scalars between tabs; what lies deeper follows in lines that begin with its key in upper case. */
final class SectionText {
    private final StringBuilder out = new StringBuilder();

    private SectionText() {}

    static String of(@Nullable Object value) {
        SectionText text = new SectionText();
        text.value(value, null, null);
        return text.out.toString();
    }

    /**
     * @param name the key under which the value stands, if any
     * @param columns keys that a row of a list must show, if it is one
     */
    private void value(@Nullable Object value, @Nullable String name, @Nullable List<String> columns) {
        switch (value) {
            case Map<?, ?> map -> object(map, name, columns);
            case List<?> list -> list(list, name);
            case null, default -> line(List.of(PythonText.of(value)));
        }
    }

    private void object(Map<?, ?> object, @Nullable String name, @Nullable List<String> columns) {
        List<String> cells = new ArrayList<>();
        List<String> deeper = new ArrayList<>();
        for (String key : Keys.sorted(object)) {
            if (columns == null && isScalar(object.get(key))) {
                cells.add(PythonText.of(object.get(key)));
            } else if (columns == null || !columns.contains(key)) {
                deeper.add(key);
            }
        }
        if (columns != null) {
            columns.forEach(column -> cells.add(object.containsKey(column) ? PythonText.of(object.get(column)) : ""));
        }
        if (!cells.isEmpty()) {
            if (name != null) {
                cells.addFirst(upper(name));
            }
            line(cells);
        }
        deeper.forEach(key -> value(object.get(key), key, null));
    }

    private void list(List<?> list, @Nullable String name) {
        if (list.stream().anyMatch(Map.class::isInstance)) {
            List<String> columns = scalarKeys(list);
            list.forEach(element -> value(element, name, columns));
        } else if (list.stream().anyMatch(List.class::isInstance)) {
            scalars(list.stream().filter(SectionText::isScalar).toList(), name);
            list.stream().filter(element -> !isScalar(element)).forEach(element -> value(element, name, null));
        } else {
            scalars(list, name);
        }
    }

    private static List<String> scalarKeys(List<?> list) {
        TreeSet<String> keys = new TreeSet<>(CodePoints.ORDER);
        for (Object element : list) {
            if (!(element instanceof Map<?, ?> map)) {
                throw new OutputException(PythonText.of(element)
                        + ": is in a list with objects, which cannot be shown as text; change --query or --output");
            }
            Keys.sorted(map).stream().filter(key -> isScalar(map.get(key))).forEach(keys::add);
        }
        return List.copyOf(keys);
    }

    private void scalars(List<?> scalars, @Nullable String name) {
        if (scalars.isEmpty()) {
            return;
        }
        if (name == null) {
            line(scalars.stream().map(PythonText::of).toList());
        } else {
            scalars.forEach(scalar -> line(List.of(upper(name), PythonText.of(scalar))));
        }
    }

    private void line(List<String> cells) {
        out.append(String.join("\t", cells)).append('\n');
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    private static boolean isScalar(@Nullable Object value) {
        return !(value instanceof Map<?, ?>) && !(value instanceof List<?>);
    }
}
