package io.github.bedrockbatch.source;

import java.time.Instant;

/** What came of one question to AWS: failures are values, so that one job's trouble does not end a cycle. */
public sealed interface FetchResult<T> {
    /** An answer, with AWS's clock as its Date header gave it. */
    record Found<T>(T value, Instant serverTime) implements FetchResult<T> {}

    /** No answer that can be used. */
    sealed interface NoAnswer<T> extends FetchResult<T> {
        /** What went wrong, for people: AWS's code, where it gives one that says more, and the reason. */
        String cause();
    }

    /** The service says that there is no such job. */
    record NotFound<T>(String reason) implements NoAnswer<T> {
        @Override
        public String cause() {
            return reason;
        }
    }

    /** The service does not let us ask. */
    record Denied<T>(String code, String reason) implements NoAnswer<T> {
        @Override
        public String cause() {
            return code + ": " + reason;
        }
    }

    /** No usable answer: throttled, timed out, unreachable, or garbage. */
    record Failed<T>(String code, String reason) implements NoAnswer<T> {
        @Override
        public String cause() {
            return code + ": " + reason;
        }
    }
}
