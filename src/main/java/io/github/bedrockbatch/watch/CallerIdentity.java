package io.github.bedrockbatch.watch;

import io.github.bedrockbatch.source.Backoff;
import io.github.bedrockbatch.source.ErrorCodes;
import io.github.bedrockbatch.source.FetchResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The account of the caller's own credentials. AWS is asked until it answers. Thread-safe. */
public final class CallerIdentity {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration MAX_PAUSE = Duration.ofMinutes(10);

    private final Function<String, FetchResult<String>> source;
    private final List<String> regions;
    private final InstantSource clock;
    private final Backoff backoff = new Backoff(FIRST_PAUSE, MAX_PAUSE);
    private final ReentrantLock asking = new ReentrantLock();
    private Instant askAgainAt = Instant.MIN;
    private volatile @Nullable String accountId;
    private volatile Failure failure = new Failure(ErrorCodes.OTHER, "AWS has not answered yet");

    /**
     * Why the account is not known.
     *
     * @param code AWS's, or one of {@link ErrorCodes}
     * @param cause the same for people
     */
    public record Failure(String code, String cause) {}

    /**
     * Creates the identity without a request.
     *
     * @param source answers for a region whose account the credentials belong to
     * @param regions that are asked, one after the other: not every account may use every region
     */
    public CallerIdentity(Function<String, FetchResult<String>> source, List<String> regions, InstantSource clock) {
        this.source = source;
        this.regions = regions;
        this.clock = clock;
    }

    /** Returns the identity of the same caller to be asked for in these regions: what AWS has told is known, and not asked for again. */
    public CallerIdentity in(List<String> others) {
        if (others.equals(regions)) {
            return this;
        }
        CallerIdentity next = new CallerIdentity(source, others, clock);
        next.accountId = accountId;
        return next;
    }

    /** Returns the account if AWS has returned it. Never waits. */
    public Optional<String> known() {
        return Optional.ofNullable(accountId);
    }

    /**
     * Returns the account, or empty if AWS has not told it. Then {@link #failure()} says why. Waits for the question of another
     * thread.
     */
    public Optional<String> resolve() {
        return resolveWithin(Duration.ofNanos(Long.MAX_VALUE));
    }

    /** Returns what {@link #resolve()} does, but waits for the question of another thread no longer than a time. */
    public Optional<String> resolveWithin(Duration maxWait) {
        if (accountId == null && isMineToAsk(maxWait)) {
            try {
                askIfDue();
            } finally {
                asking.unlock();
            }
        }
        return known();
    }

    /** Returns why the account could not be told. */
    public Failure failure() {
        return failure;
    }

    private boolean isMineToAsk(Duration maxWait) {
        try {
            return asking.tryLock(maxWait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void askIfDue() {
        if (accountId != null || clock.instant().isBefore(askAgainAt)) {
            return;
        }
        for (String region : regions) {
            switch (source.apply(region)) {
                case FetchResult.Found<String> found -> {
                    accountId = found.value();
                    return;
                }
                case FetchResult.NoAnswer<String> none -> failure = new Failure(none.code(), none.cause());
            }
        }
        askAgainAt = clock.instant().plus(backoff.next());
    }
}
