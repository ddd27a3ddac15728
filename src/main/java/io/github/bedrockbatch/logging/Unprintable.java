package io.github.bedrockbatch.logging;

/** The characters that could break a line or turn its reading around, and so are written as {@code \}{@code uXXXX}. */
final class Unprintable {
    private Unprintable() {}

    /** Whether a UTF-16 unit, not being half of a pair, must not be written as it is. */
    static boolean test(int unit) {
        return Character.isISOControl(unit) || isSeparator(unit) || isBidi(unit) || isSurrogate(unit);
    }

    /** The escape of a UTF-16 unit. */
    static String escape(int unit) {
        return "\\u%04x".formatted(unit);
    }

    private static boolean isSeparator(int unit) {
        return unit == 0x2028 || unit == 0x2029;
    }

    private static boolean isBidi(int unit) {
        return unit == 0x061C
                || unit == 0x200E
                || unit == 0x200F
                || (unit >= 0x202A && unit <= 0x202E)
                || (unit >= 0x2066 && unit <= 0x2069);
    }

    private static boolean isSurrogate(int unit) {
        return unit >= Character.MIN_SURROGATE && unit <= Character.MAX_SURROGATE;
    }
}
