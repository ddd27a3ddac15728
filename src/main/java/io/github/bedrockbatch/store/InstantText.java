package io.github.bedrockbatch.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as text that loses nothing and sorts by time: ISO 8601 in UTC, always with nine digits of a second. */
final class InstantText {
    private static final DateTimeFormatter NINE_DIGITS =
            new DateTimeFormatterBuilder().appendInstant(9).toFormatter(Locale.ROOT);
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private InstantText() {}

    static String of(Instant instant) {
        return NINE_DIGITS.format(instant);
    }

    static @Nullable String ofNullable(@Nullable Instant instant) {
        return instant == null ? null : of(instant);
    }

    /** Returns a bound within the years of four digits, outside of which text does not sort by time. */
    static String bound(Instant instant) {
        if (instant.isBefore(FIRST)) {
            return of(FIRST);
        }
        return of(instant.isAfter(LAST) ? LAST : instant);
    }

    static Instant read(ResultSet row, String column) throws SQLException {
        return Instant.parse(row.getString(column));
    }

    static @Nullable Instant readNullable(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? null : Instant.parse(text);
    }
}
