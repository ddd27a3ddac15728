package io.github.bedrockbatch.awscli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Breaks an answer into the sections of a table. */
final class TableText {
    private final List<TableSection> sections = new ArrayList<>();

    private TableText() {}

    static String of(@Nullable Object answer, TableLayout layout) {
        TableText text = new TableText();
        text.add(layout.title(), answer, 0);
        return text.sections.isEmpty() ? "" : new TableDrawing(layout.coloured()).draw(text.sections, layout.width());
    }

    /** @param title none: the rows join the section before */
    private void add(@Nullable String title, @Nullable Object value, int depth) {
        if (isEmpty(value)) {
            return;
        }
        if (title != null) {
            sections.add(new TableSection(title, depth));
        }
        switch (value) {
            case Map<?, ?> map -> object(map, depth);
            case List<?> list -> list(list, title, depth);
            case null, default -> {}
        }
    }

    private void object(Map<?, ?> object, int depth) {
        List<String> scalars = new ArrayList<>();
        List<String> deeper = new ArrayList<>();
        Keys.sorted(object).forEach(key -> (isScalar(object.get(key)) ? scalars : deeper).add(key));
        if (scalars.size() == 1) {
            current().row(List.of(scalars.getFirst(), PythonText.of(object.get(scalars.getFirst()))));
        } else if (!scalars.isEmpty()) {
            current().header(scalars);
            current().row(cells(object, scalars));
        }
        deeper.forEach(key -> add(key, object.get(key), depth + 1));
    }

    private void list(List<?> list, @Nullable String title, int depth) {
        if (list.getFirst() instanceof Map<?, ?>) {
            objects(list.stream().map(TableText::object).toList(), title, depth);
            return;
        }
        for (Object element : list) {
            switch (element) {
                case List<?> inner
                when inner.stream().allMatch(TableText::isScalar) ->
                    current().row(inner.stream().map(PythonText::of).toList());
                case List<?> inner -> add(null, inner, 0);
                case Map<?, ?> inner -> current().row(List.copyOf(texts(inner.keySet())));
                case null, default -> current().row(List.of(PythonText.of(element)));
            }
        }
    }

    private void objects(List<Map<?, ?>> objects, @Nullable String title, int depth) {
        TreeSet<String> scalars = new TreeSet<>(CodePoints.ORDER);
        TreeSet<String> deeper = new TreeSet<>(CodePoints.ORDER);
        objects.forEach(object ->
                Keys.sorted(object).forEach(key -> (isScalar(object.get(key)) ? scalars : deeper).add(key)));
        List<String> headers = List.copyOf(scalars);
        current().header(headers);
        for (int i = 0; i < objects.size(); i++) {
            Map<?, ?> object = objects.get(i);
            if (i > 0 && !deeper.isEmpty()) {
                sections.add(new TableSection(title, depth));
                current().header(headers);
            }
            current().row(cells(object, headers));
            deeper.stream().filter(object::containsKey).forEach(key -> add(key, object.get(key), depth + 1));
        }
    }

    private TableSection current() {
        return sections.getLast();
    }

    private static Map<?, ?> object(@Nullable Object element) {
        if (element instanceof Map<?, ?> map) {
            return map;
        }
        throw new OutputException(PythonText.of(element)
                + ": is in a list with objects, which cannot be shown as a table; change --query or --output");
    }

    private static List<String> cells(Map<?, ?> object, List<String> keys) {
        return keys.stream()
                .map(key -> object.containsKey(key) ? PythonText.of(object.get(key)) : "")
                .toList();
    }

    private static List<String> texts(Iterable<?> values) {
        List<String> texts = new ArrayList<>();
        values.forEach(value -> texts.add(PythonText.of(value)));
        return texts;
    }

    private static boolean isScalar(@Nullable Object value) {
        return !(value instanceof Map<?, ?>) && !(value instanceof List<?>);
    }

    /** What Python takes for false. */
    private static boolean isEmpty(@Nullable Object value) {
        return switch (value) {
            case null -> true;
            case Boolean bool -> !bool;
            case Number number -> number.doubleValue() == 0;
            case String text -> text.isEmpty();
            case List<?> list -> list.isEmpty();
            case Map<?, ?> map -> map.isEmpty();
            default -> false;
        };
    }
}
