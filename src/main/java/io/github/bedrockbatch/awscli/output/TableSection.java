package io.github.bedrockbatch.awscli.output;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One section of a table: a title, headers and rows, as deep as it lies in the answer. */
final class TableSection {
    /** Two spaces on each side of a cell. */
    private static final int PADDING = 4;

    private static final int BORDERS = 2;

    private final @Nullable String title;
    private final int depth;
    private final List<String> headers = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Integer> widest = new ArrayList<>();
    private int columns = -1;

    TableSection(@Nullable String title, int depth) {
        this.title = title;
        this.depth = depth;
    }

    @Nullable
    String title() {
        return title;
    }

    int depth() {
        return depth;
    }

    List<String> headers() {
        return headers;
    }

    List<List<String>> rows() {
        return rows;
    }

    void header(List<String> names) {
        widen(names);
        columns = columns < 0 ? names.size() : columns;
        headers.clear();
        headers.addAll(names);
    }

    void row(List<String> cells) {
        columns = columns < 0 ? cells.size() : columns;
        if (cells.size() != columns) {
            throw new OutputException("Row should have " + columns + " elements, instead it has " + cells.size()
                    + ": the result of the query is not a table; change --query or --output");
        }
        rows.add(cells);
        widen(cells);
    }

    /** A single row under headers becomes one row for each header. */
    TableSection upright() {
        if (rows.size() != 1 || headers.isEmpty()) {
            return this;
        }
        TableSection upright = new TableSection(title, depth);
        for (int i = 0; i < headers.size(); i++) {
            upright.row(List.of(headers.get(i), rows.getFirst().get(i)));
        }
        return upright;
    }

    int width() {
        int cells = widest.stream().mapToInt(width -> width + PADDING).sum();
        return Math.max(TextWidth.of(String.valueOf(title)), cells) + BORDERS + 2 * depth;
    }

    /** The widths of the columns when all of them together take what is given. */
    List<Integer> columnWidths(int total) {
        int[] natural = widest.stream().mapToInt(width -> width + PADDING).toArray();
        double scale = total / (double) IntStream.of(natural).sum();
        List<Integer> widths = new ArrayList<>();
        IntStream.of(natural).forEach(width -> widths.add((int) Math.rint(scale * width)));
        return adjusted(widths, total);
    }

    /** What rounding took or gave too much goes to the last columns or from the first ones. */
    private static List<Integer> adjusted(List<Integer> widths, int total) {
        int excess = widths.stream().mapToInt(Integer::intValue).sum() - total;
        List<Integer> order = excess < 0 ? widths.reversed() : widths;
        for (int i = 0; excess != 0 && !order.isEmpty(); i = (i + 1) % order.size()) {
            int step = Integer.signum(excess);
            order.set(i, order.get(i) - step);
            excess -= step;
        }
        return Collections.unmodifiableList(widths);
    }

    private void widen(List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            int width = TextWidth.of(cells.get(i));
            if (i < widest.size()) {
                widest.set(i, Math.max(widest.get(i), width));
            } else {
                widest.add(width);
            }
        }
    }
}
