package io.github.bedrockbatch.watch;

import io.github.bedrockbatch.source.FetchResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The account to which the caller's own credentials belong, asked of AWS until it answers. */
public final class CallerIdentity {
    private static final Duration MAX_BACKOFF = Duration.ofMinutes(10);

    private final Function<String, FetchResult<String>> source;
    private final List<String> regions;
    private final InstantSource clock;
    private volatile @Nullable String accountId;
    private String failure = "not asked yet";
    private Instant askAgainAt = Instant.EPOCH;
    private Duration pause = Duration.ofSeconds(5);

    /**
     * Asks nobody yet.
     *
     * @param source answers for a region whose account the credentials belong to
     * @param regions that are asked, one after the other: not every account may use every region
     */
    public CallerIdentity(Function<String, FetchResult<String>> source, List<String> regions, InstantSource clock) {
        this.source = source;
        this.regions = regions;
        this.clock = clock;
    }

    /** The account if AWS has told it; never waits. */
    public Optional<String> known() {
        return Optional.ofNullable(accountId);
    }

    /** The account, or empty if AWS has not told it; then {@link #failure()} says why. */
    public synchronized Optional<String> resolve() {
        Instant now = clock.instant();
        if (accountId == null && !now.isBefore(askAgainAt)) {
            ask();
            askAgainAt = now.plus(pause);
            pause = pause.multipliedBy(2).compareTo(MAX_BACKOFF) < 0 ? pause.multipliedBy(2) : MAX_BACKOFF;
        }
        return known();
    }

    /** Why the account could not be told. */
    public synchronized String failure() {
        return failure;
    }

    private void ask() {
        for (String region : regions) {
            take(source.apply(region));
            if (accountId != null) {
                return;
            }
        }
    }

    private void take(FetchResult<String> result) {
        switch (result) {
            case FetchResult.Found<String> found -> accountId = found.value();
            case FetchResult.NoAnswer<String> none -> failure = none.cause();
        }
    }
}
