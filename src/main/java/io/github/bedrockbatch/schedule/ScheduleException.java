package io.github.bedrockbatch.schedule;

import java.io.Serial;

/** The schedule that replicas share cannot be read or written. The message says why and what to do. */
public final class ScheduleException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    ScheduleException(Throwable cause) {
        super(
                "the schedule in the database cannot be used: check the database, and that the user may read and write"
                        + " its tables (" + reason(cause) + ")",
                cause);
    }

    /** Returns the first cause. What is around it differs each time, and would be told again and again. */
    private static String reason(Throwable cause) {
        Throwable first = cause;
        while (first.getCause() != null) {
            first = first.getCause();
        }
        return String.valueOf(first.getMessage());
    }
}
