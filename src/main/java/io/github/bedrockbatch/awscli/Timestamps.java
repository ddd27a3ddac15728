package io.github.bedrockbatch.awscli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/** Times as the AWS CLI shows them: ISO 8601 with the offset that they came with, and microseconds unless there are none. */
final class Timestamps {
    private static final DateTimeFormatter READ = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .optionalStart()
            .appendOffset("+HH:MM", "Z")
            .optionalEnd()
            .optionalStart()
            .appendOffset("+HHMM", "Z")
            .optionalEnd()
            .toFormatter();
    private static final DateTimeFormatter WHOLE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssxxx");
    private static final DateTimeFormatter FRACTION = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx");
    private static final int MILLIS = 1000;

    private final ZoneId zone;
    private final boolean asSent;

    /**
     * How times are shown.
     *
     * @param zone of those that come as numbers
     * @param asSent whether all stay as they are
     */
    Timestamps(ZoneId zone, boolean asSent) {
        this.zone = zone;
        this.asSent = asSent;
    }

    /** A time as it is shown; what is none stays as it is. */
    @Nullable
    Object show(@Nullable Object sent) {
        if (asSent) {
            return sent;
        }
        try {
            return switch (sent) {
                case String text -> format(parse(text));
                case Number seconds ->
                    format(Instant.ofEpochMilli(Math.round(seconds.doubleValue() * MILLIS))
                            .atZone(zone)
                            .toOffsetDateTime());
                case null, default -> sent;
            };
        } catch (DateTimeException | ArithmeticException e) {
            return sent;
        }
    }

    private static OffsetDateTime parse(String text) {
        TemporalAccessor parsed = READ.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        return parsed instanceof OffsetDateTime time ? time : ((LocalDateTime) parsed).atOffset(ZoneOffset.UTC);
    }

    private static String format(OffsetDateTime time) {
        OffsetDateTime shown = time.truncatedTo(ChronoUnit.MICROS);
        return (shown.get(ChronoField.MICRO_OF_SECOND) == 0 ? WHOLE : FRACTION).format(shown);
    }
}
