package io.github.bedrockbatch.job;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** Reads times. Each cycle reads some of each job, and a formatter takes many times as long for the usual form. */
public final class Times {
    private static final int SECONDS_LENGTH = "2026-11-20T12:00:00".length();
    private static final int MAX_LENGTH = SECONDS_LENGTH + ".123456789Z".length();
    private static final int SECONDS_OF_DAY = 24 * 60 * 60;

    private Times() {}

    /**
     * Reads a time in ISO 8601 with its offset.
     *
     * @throws DateTimeException if it is none
     */
    public static Instant parse(String text) {
        return isUsual(text) ? usual(text) : OffsetDateTime.parse(text).toInstant();
    }

    /** Returns whether it is a time in UTC of an ordinary year and day, to the second or with a fraction. */
    private static boolean isUsual(String text) {
        int end = text.length() - 1;
        if (end < SECONDS_LENGTH || end >= MAX_LENGTH || text.charAt(end) != 'Z') {
            return false;
        }
        for (int index = 0; index < end; index++) {
            char expected =
                    index < SECONDS_LENGTH ? "0000-00-00T00:00:00".charAt(index) : index == SECONDS_LENGTH ? '.' : '0';
            char is = text.charAt(index);
            if (expected == '0' ? is < '0' || is > '9' : is != expected) {
                return false;
            }
        }
        return end != SECONDS_LENGTH + 1
                && digits(text, 11, 13) < 24
                && digits(text, 14, 16) < 60
                && digits(text, 17, 19) < 60;
    }

    private static Instant usual(String text) {
        long day = LocalDate.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10))
                .toEpochDay();
        int second = (digits(text, 11, 13) * 60 + digits(text, 14, 16)) * 60 + digits(text, 17, 19);
        int nanos = 0;
        if (text.length() > SECONDS_LENGTH + 1) {
            nanos = digits(text, SECONDS_LENGTH + 1, text.length() - 1);
            for (int length = text.length(); length < MAX_LENGTH; length++) {
                nanos *= 10;
            }
        }
        return Instant.ofEpochSecond(day * SECONDS_OF_DAY + second, nanos);
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int index = from; index < to; index++) {
            number = 10 * number + text.charAt(index) - '0';
        }
        return number;
    }
}
