package io.github.bedrockbatch.config;

import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prometheus' spelling of durations: {@code 1h30m}, {@code 15d}, {@code 500ms}, {@code 0}. */
public final class Durations {
    private static final String EXPECTED =
            "must be a duration such as 30s, 1h30m or 15d (units y w d h m s ms, in this order)";
    private static final String UNITS_TO_SECONDS =
            "(?:([0-9]+)y)?(?:([0-9]+)w)?(?:([0-9]+)d)?(?:([0-9]+)h)?(?:([0-9]+)m)?(?:([0-9]+)s)?";
    private static final String MILLISECONDS = "[0-9]+";
    private static final String WHOLE_SECONDS = "[0-9]*000|0+";
    private static final Pattern SHAPE = Pattern.compile(UNITS_TO_SECONDS + "(?:(" + MILLISECONDS + ")ms)?");
    private static final int MAX_LENGTH = 100;
    private static final List<Long> UNITS =
            List.of(365 * 86_400_000L, 7 * 86_400_000L, 86_400_000L, 3_600_000L, 60_000L, 1000L, 1L);
    private static final List<String> NAMES = List.of("y", "w", "d", "h", "m", "s", "ms");
    /** Prometheus counts durations in nanoseconds of 64 bits: about 292 years. */
    private static final BigInteger MAX_MILLIS = BigInteger.valueOf(Long.MAX_VALUE / 1_000_000);

    private Durations() {}

    /** Reads a duration. */
    public static Duration parse(String text) throws IllegalValueException {
        Matcher matcher = SHAPE.matcher(text);
        if (text.isEmpty() || text.length() > MAX_LENGTH || !(text.equals("0") || matcher.matches())) {
            throw new IllegalValueException(EXPECTED);
        }
        return text.equals("0") ? Duration.ZERO : Duration.ofMillis(millis(matcher));
    }

    private static long millis(Matcher matcher) throws IllegalValueException {
        BigInteger sum = BigInteger.ZERO;
        for (int unit = 0; unit < UNITS.size(); unit++) {
            String digits = matcher.group(unit + 1);
            if (digits != null) {
                sum = sum.add(new BigInteger(digits).multiply(BigInteger.valueOf(UNITS.get(unit))));
            }
        }
        if (sum.compareTo(MAX_MILLIS) > 0) {
            throw new IllegalValueException("must be a duration of less than 292 years");
        }
        return sum.longValueExact();
    }

    /** Returns the shortest spelling in days and smaller units, which {@link #parse} reads back. */
    static String format(Duration duration) {
        long left = duration.toMillis();
        StringBuilder text = new StringBuilder();
        for (int unit = NAMES.indexOf("d"); unit < UNITS.size(); unit++) {
            long count = left / UNITS.get(unit);
            left -= count * UNITS.get(unit);
            if (count > 0) {
                text.append(count).append(NAMES.get(unit));
            }
        }
        return text.isEmpty() ? "0" : text.toString();
    }

    static ValueType<Duration> within(Duration min, Duration max) {
        String bounds = "from " + format(min) + " to " + format(max);
        return type("a duration " + bounds, MILLISECONDS, text -> {
            Duration duration = parse(text);
            if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
                throw new IllegalValueException("must be " + bounds);
            }
            return duration;
        });
    }

    /** Returns the type of durations that are whole seconds, because triggers fire at whole seconds. */
    static ValueType<Duration> wholeSeconds(Duration min, Duration max) {
        ValueType<Duration> within = within(min, max);
        return type(within.rule() + " in whole seconds", WHOLE_SECONDS, text -> {
            Duration duration = parse(text);
            if (duration.toMillisPart() != 0) {
                Duration whole = Duration.ofSeconds(Math.max(duration.toSeconds(), min.toSeconds()));
                throw new IllegalValueException(
                        "must be whole seconds of at least " + format(min) + "; write " + format(whole));
            }
            return within.parse(text);
        });
    }

    private static ValueType<Duration> type(String rule, String milliseconds, Syntax<Duration> syntax) {
        String pattern = "^(0|" + UNITS_TO_SECONDS + "(?:(" + milliseconds + ")ms)?)$" + Syntaxes.OR_REFERENCE;
        Map<String, Object> schema = Syntaxes.readable(
                Map.of("type", "string", "minLength", 1, "maxLength", MAX_LENGTH, "pattern", pattern));
        return new ValueType<>(rule, schema, syntax, Durations::format);
    }
}
