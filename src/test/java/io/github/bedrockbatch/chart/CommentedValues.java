package io.github.bedrockbatch.chart;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The values of the chart as the file has them: with a description above a key, and an example below an empty value. */
record CommentedValues(List<String> lines, List<Entry> entries) {
    private static final Pattern KEY = Pattern.compile("( *)([A-Za-z]\\w*):( .*)?");
    private static final String DESCRIPTION = "# -- ";
    private static final String EXAMPLE = "#   ";

    /** A key, its path, the description above it, and whether its value is an empty map or list. */
    record Entry(
            String path, int line, int indent, @Nullable String description, boolean isEmpty) {
        @Override
        public String toString() {
            return path;
        }
    }

    static CommentedValues read() {
        List<String> lines =
                Chart.text(Chart.FOLDER.resolve("values.yaml")).lines().toList();
        List<Entry> entries = new ArrayList<>();
        Deque<Entry> parents = new ArrayDeque<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher key = KEY.matcher(lines.get(i));
            if (!key.matches()) {
                continue;
            }
            int indent = key.group(1).length();
            while (!parents.isEmpty() && parents.element().indent() >= indent) {
                parents.pop();
            }
            String path = parents.isEmpty() ? key.group(2) : parents.element().path() + "." + key.group(2);
            boolean empty = " {}".equals(key.group(3)) || " []".equals(key.group(3));
            Entry entry = new Entry(path, i, indent, description(lines, i, indent), empty);
            parents.push(entry);
            entries.add(entry);
        }
        return new CommentedValues(lines, entries);
    }

    /** Returns the comment right above a line, from where a description begins. */
    private static @Nullable String description(List<String> lines, int line, int indent) {
        String margin = " ".repeat(indent);
        for (int i = line - 1; i >= 0 && lines.get(i).startsWith(margin + "# "); i--) {
            if (lines.get(i).startsWith(margin + DESCRIPTION)) {
                return lines.subList(i, line).stream()
                        .map(each -> each.substring(indent + 2))
                        .collect(Collectors.joining(" "))
                        .substring(DESCRIPTION.length() - 2);
            }
        }
        return null;
    }

    /** Returns the example below an empty value, which is none if there are no lines of it. */
    List<String> example(Entry entry) {
        String margin = " ".repeat(entry.indent());
        return lines.subList(entry.line() + 1, lines.size()).stream()
                .takeWhile(line -> line.startsWith(margin + EXAMPLE))
                .map(line -> margin + line.substring(entry.indent() + 2))
                .toList();
    }

    /** Returns the file with the example in place of the empty value. */
    String withExample(Entry entry) {
        List<String> result = new ArrayList<>(lines);
        String key = lines.get(entry.line());
        result.set(entry.line(), key.substring(0, key.indexOf(':') + 1));
        result.addAll(entry.line() + 1, example(entry));
        return String.join("\n", result);
    }
}
