package io.github.bedrockbatch.awscli.output;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Values as Python's {@code str} writes them. */
final class PythonText {
    private static final int LEAST_EXPONENT = -4;
    private static final int EXPONENT_LIMIT = 16;

    private PythonText() {}

    static String of(@Nullable Object value) {
        return switch (value) {
            case null -> "None";
            case Boolean bool -> bool ? "True" : "False";
            case Double number -> number(number);
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(member -> literal(member.getKey()) + ": " + literal(member.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case List<?> list -> list.stream().map(PythonText::literal).collect(Collectors.joining(", ", "[", "]"));
            default -> value.toString();
        };
    }

    /** The shortest digits that read back as the same number, as in Java, but with Python's choice of notation. */
    static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }
        if (value == 0) {
            return Double.toString(value);
        }
        BigDecimal decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale() - 1;
        if (exponent < LEAST_EXPONENT || exponent >= EXPONENT_LIMIT) {
            return scientific(decimal, exponent);
        }
        return decimal.scale() <= 0 ? decimal.setScale(1).toPlainString() : decimal.toPlainString();
    }

    private static String scientific(BigDecimal decimal, int exponent) {
        String mantissa = decimal.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        return mantissa + String.format(Locale.ROOT, "e%s%02d", exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    private static String literal(@Nullable Object value) {
        return value instanceof String text ? quoted(text) : of(value);
    }

    private static String quoted(String text) {
        String quote = text.contains("'") && !text.contains("\"") ? "\"" : "'";
        String escaped = text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t")
                .replace(quote, "\\" + quote);
        return quote + escaped + quote;
    }
}
