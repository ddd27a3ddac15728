package io.github.bedrockbatch.simulator;

import java.time.Duration;

/** What goes wrong with a request. */
public sealed interface Fault {

    /** The service answers with this error. */
    record ErrorAnswer(String code, int status, String message) implements Fault {
        public ErrorAnswer {
            if (status < 400 || status > 599) {
                throw new IllegalArgumentException(status + ": the status of an error must be 400 to 599");
            }
        }
    }

    /** The right answer, but later: in real time, whatever the simulator's clock says. */
    record Delay(Duration delay) implements Fault {
        public Delay {
            if (delay.isNegative()) {
                throw new IllegalArgumentException(delay + ": a delay must not be negative");
            }
        }
    }

    /** No answer, until the rule is taken away or the simulator closes. */
    record Hang() implements Fault {}

    /** The connection is closed without an answer. */
    record Reset() implements Fault {}

    /** The connection is closed in the middle of the answer's body. */
    record Truncate() implements Fault {}

    /** The answer has this body instead of its own. */
    record Garbage(String body) implements Fault {}

    /** The error of a caller whom IAM does not allow the operation. */
    static Fault denied() {
        return new ErrorAnswer("AccessDeniedException", 403, "User is not authorized to perform this operation.");
    }
}
