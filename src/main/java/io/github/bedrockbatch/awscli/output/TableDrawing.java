package io.github.bedrockbatch.awscli.output;

import java.util.List;

/** Draws sections with borders, each within those around it. */
final class TableDrawing {
    private static final String RESET = "\033[0m";
    private static final String CELL_COLOUR = "\033[1m\033[34m";
    private static final String BORDER_COLOUR = "\033[2m\033[33m";
    private static final int PADDING = 2;

    private final StringBuilder out = new StringBuilder();
    private final boolean coloured;

    TableDrawing(boolean coloured) {
        this.coloured = coloured;
    }

    /** @param terminal columns that there are; single rows of a wider table are turned upright */
    String draw(List<TableSection> sections, int terminal) {
        List<TableSection> fitting = width(sections) > terminal
                ? sections.stream().map(TableSection::upright).toList()
                : sections;
        int width = width(fitting);
        write("-".repeat(width) + "\n");
        fitting.forEach(section -> section(section, width - 2 * section.depth()));
        return out.toString();
    }

    private static int width(List<TableSection> sections) {
        return sections.stream().mapToInt(TableSection::width).max().orElse(0);
    }

    private void section(TableSection section, int width) {
        String title = section.title();
        if (title != null && !title.isEmpty()) {
            line(section, centred(title, width, "|"));
            if (section.headers().isEmpty() && section.rows().isEmpty()) {
                line(section, "+" + "-".repeat(width - 2) + "+");
            }
        }
        List<Integer> widths = section.columnWidths(width);
        if (!section.headers().isEmpty()) {
            rule(section, widths);
            headers(section, widths);
        }
        if (!section.rows().isEmpty() && !widths.isEmpty()) {
            rule(section, widths);
            section.rows().forEach(row -> row(section, row, widths));
            rule(section, widths);
        }
    }

    private void headers(TableSection section, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.size() && i < section.headers().size(); i++) {
            line.append(centred(section.headers().get(i), widths.get(i), i == 0 ? "|" : ""));
        }
        line(section, line.toString());
    }

    private void row(TableSection section, List<String> cells, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.size() && i < cells.size(); i++) {
            String left = i == 0 ? "|" : "";
            int length = TextWidth.of(cells.get(i));
            int padding = widths.get(i) >= length + PADDING + left.length() + 1 ? PADDING : 0;
            line.append(left).append(spaces(padding)).append(colour(CELL_COLOUR, cells.get(i)));
            line.append(spaces(widths.get(i) - left.length() - padding - length - 1))
                    .append('|');
        }
        line(section, line.toString());
    }

    private static String centred(String text, int width, String left) {
        int length = TextWidth.of(text);
        int before = width / 2 - length / 2 - 1;
        int after = width - 1 - (left.length() + before + length);
        return left + spaces(before) + text + spaces(after) + "|";
    }

    private void rule(TableSection section, List<Integer> widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.size(); i++) {
            line.append(i == 0 ? "+" : "")
                    .append("-".repeat(Math.max(0, widths.get(i) - (i == 0 ? 2 : 1))))
                    .append('+');
        }
        line(section, line.toString());
    }

    private void line(TableSection section, String content) {
        String borders = colour(BORDER_COLOUR, "|").repeat(section.depth());
        write(borders);
        write(content);
        write(borders);
        write("\n");
    }

    private String colour(String colour, String text) {
        return coloured ? colour + text + RESET : text;
    }

    /** The AWS CLI resets the terminal's colours after all that it writes. */
    private void write(String text) {
        out.append(text).append(coloured ? RESET : "");
    }

    private static String spaces(int number) {
        return " ".repeat(Math.max(0, number));
    }
}
