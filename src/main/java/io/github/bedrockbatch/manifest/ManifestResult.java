package io.github.bedrockbatch.manifest;

import io.github.bedrockbatch.job.TokenCounts;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The result of one attempt to read an output manifest. */
public sealed interface ManifestResult {
    /** The value of the {@code result} label when a manifest was read. */
    String SUCCESS = "success";

    /** Every value of the {@code result} label. */
    List<String> LABELS = Stream.concat(
                    Stream.of(SUCCESS), Arrays.stream(Cause.values()).map(Cause::label))
            .toList();

    /** Returns the value of the {@code result} label. */
    default String label() {
        return switch (this) {
            case Read read -> SUCCESS;
            case Unread unread -> unread.cause().label();
        };
    }

    /** It was read. */
    record Read(TokenCounts tokens) implements ManifestResult {}

    /** It was not read; the reason holds no secret. */
    record Unread(Cause cause, String reason) implements ManifestResult {}

    /** Why a manifest is not read. */
    enum Cause {
        /** There is no such object, or no such bucket. */
        ABSENT,
        /** S3 does not let us read it. */
        DENIED,
        /** It is no manifest, or its location is none of S3. */
        MALFORMED,
        /** It is longer than any manifest. */
        TOO_LARGE,
        /** No usable answer: throttled, timed out or unreachable. */
        ERROR;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
