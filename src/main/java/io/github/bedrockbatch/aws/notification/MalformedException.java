package io.github.bedrockbatch.aws.notification;

import java.io.Serial;

/** A message that is no notification of a job. */
final class MalformedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    private final String reason;

    MalformedException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    /** Why, without a word of the message. */
    String reason() {
        return reason;
    }
}
