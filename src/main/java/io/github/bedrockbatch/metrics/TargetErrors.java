package io.github.bedrockbatch.metrics;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.poll.CycleListener;
import io.github.bedrockbatch.poll.CycleResult;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Why the last poll of each target failed, of those that this process polled. Thread-safe. */
public final class TargetErrors implements CycleListener {
    private final Map<Target, Failure> failures = new ConcurrentHashMap<>();
    private final InstantSource clock;

    /**
     * A poll that failed.
     *
     * @param codes each one of {@link io.github.bedrockbatch.source.ErrorCodes}
     * @param at when it was over
     */
    record Failure(Set<String> codes, Instant at) {}

    /** Knows of no failure yet. */
    public TargetErrors(InstantSource clock) {
        this.clock = clock;
    }

    /** Takes the result of a poll. One that was interrupted says nothing. */
    @Override
    public void ended(CycleResult result) {
        if (result.outcome() == Outcome.SUCCESS) {
            failures.remove(result.target());
        } else if (result.outcome() != Outcome.INTERRUPTED) {
            failures.put(result.target(), new Failure(result.codes(), clock.instant()));
        }
    }

    @Override
    public void notBegun(Target target, String code, String reason) {
        failures.put(target, new Failure(Set.of(code), clock.instant()));
    }

    @Override
    public void canBegin(Target target) {
        failures.remove(target);
    }

    Map<Target, Failure> failures() {
        return failures;
    }
}
