package io.github.bedrockbatch.metrics;

import java.math.BigDecimal;

/** Numbers as text that Prometheus reads as the same number. */
final class NumberText {
    private static final double MICROS = 1e6;
    private static final int MICRO_DIGITS = 6;

    private NumberText() {}

    /** Returns a number in decimals if it has no more than millionths, as times have, else as Java writes it. */
    static String of(double value) {
        long whole = (long) value;
        if (whole == value) {
            return Long.toString(whole);
        }
        long micros = Math.round(value * MICROS);
        return micros / MICROS == value
                ? BigDecimal.valueOf(micros, MICRO_DIGITS).stripTrailingZeros().toPlainString()
                : Double.toString(value);
    }
}
