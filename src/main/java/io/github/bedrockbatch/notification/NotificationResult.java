package io.github.bedrockbatch.notification;

import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import java.util.Locale;

/** What became of a notification. */
public enum NotificationResult {
    /** The job was seen, and what was new about it is recorded. */
    RECORDED,
    /** No watch covers the job, or there is none. */
    IGNORED,
    /** It could not be read. */
    MALFORMED,
    /** The job could not be seen now: the notification comes back. */
    FAILED;

    static NotificationResult of(HintOutcome outcome) {
        return switch (outcome) {
            case RECORDED -> RECORDED;
            case IGNORED -> IGNORED;
            case FAILED -> FAILED;
        };
    }

    /** Returns the value of the {@code result} label. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
