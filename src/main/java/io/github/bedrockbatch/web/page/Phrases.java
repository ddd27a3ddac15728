package io.github.bedrockbatch.web.page;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Numbers and times as people read them, whatever the locale of the machine. */
final class Phrases {
    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int SECONDS = 60;
    private static final int MINUTES = 60;
    private static final int HOURS = 24;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Phrases() {}

    /** Returns a count, such as {@code 12,345}. */
    static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Returns a count with its noun, such as {@code 1 job}. */
    static String number(long count, String noun) {
        return number(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** Returns a share, such as {@code 12.5 %}. What is neither none nor all is shown as neither. */
    static String percent(long part, long whole) {
        BigDecimal share =
                BigDecimal.valueOf(part).multiply(HUNDRED).divide(BigDecimal.valueOf(whole), 1, RoundingMode.HALF_UP);
        if (share.signum() == 0 && part > 0) {
            return "< 0.1 %";
        }
        if (part < whole && share.compareTo(HUNDRED) >= 0) {
            return "> 99.9 %";
        }
        return share.stripTrailingZeros().toPlainString() + " %";
    }

    /** Returns a length of time in its two largest units, such as {@code 5h 12m}. */
    static String span(Duration duration) {
        Duration length = duration.isNegative() ? duration.negated() : duration;
        long days = length.toDays();
        long hours = length.toHours() % HOURS;
        long minutes = length.toMinutes() % MINUTES;
        long seconds = length.toSeconds() % SECONDS;
        if (days > 0) {
            return pair(days, "d", hours, "h");
        }
        if (hours > 0) {
            return pair(hours, "h", minutes, "m");
        }
        return minutes > 0 ? pair(minutes, "m", seconds, "s") : seconds + "s";
    }

    /** Returns the length of time from one time to another; none where clocks differ. */
    static String between(Instant from, Instant to) {
        return span(to.isBefore(from) ? Duration.ZERO : Duration.between(from, to));
    }

    private static String pair(long large, String largeUnit, long small, String smallUnit) {
        return large + largeUnit + (small == 0 ? "" : " " + small + smallUnit);
    }

    /** Returns how far away a time is: {@code 5m ago}, {@code in 3h} or {@code now}. */
    static String relative(Instant time, Instant now) {
        Duration since = Duration.between(time, now);
        if (since.toSeconds() == 0) {
            return "now";
        }
        return since.isNegative() ? "in " + span(since) : span(since) + " ago";
    }

    /** Returns a time in UTC, such as {@code 2026-11-20 12:00:00 UTC}. */
    static String exact(Instant time) {
        return EXACT.format(time);
    }
}
