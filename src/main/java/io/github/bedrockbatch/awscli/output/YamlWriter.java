package io.github.bedrockbatch.awscli.output;

/** Text that knows its column, and whether anything but indentation stands before it, as libyaml's emitter does. */
final class YamlWriter {
    private final StringBuilder out = new StringBuilder();
    private int column;
    private boolean whitespace = true;
    private boolean indention = true;

    /** Whether only indentation and indicators stand on this line so far. */
    boolean isIndention() {
        return indention;
    }

    int column() {
        return column;
    }

    /** Writes an indicator or a short scalar after a space, unless there is one. */
    void indicator(String text, boolean keepsIndention) {
        if (!whitespace) {
            put(' ');
        }
        boolean before = indention;
        append(text);
        indention = before && keepsIndention;
    }

    void append(String text) {
        text.codePoints().forEach(this::put);
        whitespace = false;
        indention = false;
    }

    /** Goes to a column on a line of its own. */
    void indent(int target) {
        if (!indention || column > target || (column == target && !whitespace)) {
            lineBreak();
        }
        while (column < target) {
            put(' ');
        }
        whitespace = true;
        indention = true;
    }

    void put(int codePoint) {
        out.appendCodePoint(codePoint);
        column++;
    }

    void lineBreak() {
        lineBreak('\n');
    }

    /** @param codePoint one of Unicode's line breaks */
    void lineBreak(int codePoint) {
        out.appendCodePoint(codePoint);
        column = 0;
    }

    /** Says that a line break of a scalar was written: an indentation that follows needs no other. */
    void brokeInside() {
        indention = true;
    }

    /** Says that text of a scalar was written. */
    void wroteInside() {
        indention = false;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
