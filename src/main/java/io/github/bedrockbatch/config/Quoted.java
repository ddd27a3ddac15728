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
                default -> append(text, c);
            }
        });
        return text.toString();
    }

    /** Returns a text as people are shown it: what could not be seen, or could turn the writing around, is escaped, and all else stays. */
    public static String visible(String value) {
        StringBuilder text = new StringBuilder(value.length());
        value.codePoints().forEach(c -> append(text, c));
        return text.toString();
    }

    private static void append(StringBuilder text, int codePoint) {
        if (isPlain(codePoint)) {
            text.appendCodePoint(codePoint);
        } else {
            text.append(String.format(Locale.ROOT, codePoint > 0xFFFF ? "\\U%08X" : "\\u%04X", codePoint));
        }
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
