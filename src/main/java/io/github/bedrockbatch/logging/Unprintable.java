package io.github.bedrockbatch.logging;

/**
 * The characters that could break a line, turn its reading around, or not be seen at all, and so are written as {@code \}{@code uXXXX}:
 * control, format (bidirectional marks, zero-width joiners, the byte order mark) and line separators, and what is no character.
 */
final class Unprintable {
    private Unprintable() {}

    /** Returns whether a code point, or a UTF-16 unit that is no half of a pair, must not be written as it is. */
    static boolean test(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    /** Returns the escape of a code point: of each of its two units, if it has two. */
    static String escape(int codePoint) {
        return Character.isBmpCodePoint(codePoint)
                ? "\\u%04x".formatted(codePoint)
                : "\\u%04x\\u%04x"
                        .formatted((int) Character.highSurrogate(codePoint), (int) Character.lowSurrogate(codePoint));
    }
}
