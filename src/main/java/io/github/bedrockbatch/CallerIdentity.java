package io.github.bedrockbatch;

import io.github.bedrockbatch.poll.FetchResult;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The account to which the caller's own credentials belong, asked of AWS until it answers. */
final class CallerIdentity {
    private final Supplier<FetchResult<String>> source;
    private @Nullable String accountId;
    private String failure = "not asked yet";

    CallerIdentity(Supplier<FetchResult<String>> source) {
        this.source = source;
    }

    /** The account, or empty if AWS has not told it; then {@link #failure()} says why. */
    synchronized Optional<String> resolve() {
        if (accountId == null) {
            take(source.get());
        }
        return Optional.ofNullable(accountId);
    }

    /** Why the account could not be told. */
    synchronized String failure() {
        return failure;
    }

    private void take(FetchResult<String> result) {
        switch (result) {
            case FetchResult.Found<String> found -> accountId = found.value();
            case FetchResult.NotFound<String> absent -> failure = absent.reason();
            case FetchResult.Denied<String> denied -> failure = denied.code() + ": " + denied.reason();
            case FetchResult.Failed<String> failed -> failure = failed.code() + ": " + failed.reason();
        }
    }
}
