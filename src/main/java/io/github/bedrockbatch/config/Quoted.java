package io.github.bedrockbatch.config;

import java.util.Locale;

/** A value as an error message shows it: quoted, on one line, short. */
public final class Quoted {
    private static final int MAX_LENGTH = 80;

    private Quoted() {}

    /** Returns a value in quotation marks, of which what is too long or cannot be shown is left out or escaped. */
    public static String quote(String value) {
        int end = value.offsetByCodePoints(0, Math.min(MAX_LENGTH, value.codePointCount(0, value.length())));
        return '"' + escape(value.substring(0, end)) + (end < value.length() ? "…\"" : "\"");
    }

    /** Escapes as JSON and YAML do: quotes, backslashes, and whatever a terminal or a reader would not show as it is. */
    static String escape(String value) {
        StringBuilder text = new StringBuilder();
        value.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\t' -> text.append("\\t");
                default ->
                    text.append(
                            isPlain(c)
                                    ? Character.toString(c)
                                    : String.format(Locale.ROOT, c > 0xFFFF ? "\\U%08X" : "\\u%04X", c));
            }
        });
        return text.toString();
    }

    private static boolean isPlain(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
