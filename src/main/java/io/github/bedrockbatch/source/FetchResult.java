package io.github.bedrockbatch.source;

import java.time.Instant;

/** The result of one request to AWS. Failures are values, so that an error about one job does not end a cycle. */
public sealed interface FetchResult<T> {
    /** An answer, with AWS's clock as its Date header gave it. */
    record Found<T>(T value, Instant serverTime) implements FetchResult<T> {}

    /** No answer that can be used. */
    sealed interface NoAnswer<T> extends FetchResult<T> {
        /** Returns what went wrong: AWS's code, or one of {@link ErrorCodes}. */
        default String code() {
            return switch (this) {
                case NotFound<T> absent -> ErrorCodes.NOT_FOUND;
                case Denied<T> denied -> denied.code;
                case Failed<T> failed -> failed.code;
            };
        }

        /** Returns what went wrong, for people: AWS's code, where it gives one that says more, and the reason. */
        default String cause() {
            return switch (this) {
                case NotFound<T>(String reason) -> reason;
                case Denied<T>(String code, String reason) -> code + ": " + reason;
                case Failed<T>(String code, String reason) -> code + ": " + reason;
            };
        }
    }

    /** The service says that there is no such job. */
    record NotFound<T>(String reason) implements NoAnswer<T> {}

    /** The service does not let us ask. */
    record Denied<T>(String code, String reason) implements NoAnswer<T> {}

    /** No usable answer: throttled, timed out, unreachable, or garbage. */
    record Failed<T>(String code, String reason) implements NoAnswer<T> {}
}
