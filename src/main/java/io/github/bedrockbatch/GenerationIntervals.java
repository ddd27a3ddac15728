package io.github.bedrockbatch;

import io.github.bedrockbatch.config.PollConfig;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.PollIntervals;
import io.github.bedrockbatch.journal.PollIntervals.Activity;
import io.github.bedrockbatch.journal.Recording;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.poll.CycleListener;
import io.github.bedrockbatch.poll.CycleResult;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How often the tasks of a generation run that poll. Where its jobs left it a target goes on, and what a poll sees of them moves its task.
 */
record GenerationIntervals(Generation generation, PollIntervals configured, Pacer pacer) implements CycleListener {
    private static final Logger LOG = LoggerFactory.getLogger(GenerationIntervals.class);

    /** Has a task run in another interval. Does nothing if the generation is not in force any more. */
    @FunctionalInterface
    interface Pacer {
        void pace(Generation generation, String task, Duration interval);
    }

    /** Returns the intervals of a configuration, before its jobs have made a difference. */
    static PollIntervals of(PollConfig config) {
        return new PollIntervals(
                config.interval(),
                config.activeInterval().orElse(config.interval()),
                config.idleInterval().orElse(config.interval()),
                Activity.BASE);
    }

    /**
     * Returns how often a target is to be polled: as often as its jobs left it, by this configuration.
     *
     * @param stored the intervals in the store
     */
    Duration of(Optional<PollIntervals> stored) {
        return stored.map(PollIntervals::activity)
                .map(configured::with)
                .orElse(configured)
                .inForce();
    }

    /**
     * Puts these intervals in the place of others that the store has of targets, as their configuration was loaded last. Where the store fails,
     * the next poll does it.
     */
    void tell(Set<Target> targets, Function<Target, Optional<PollIntervals>> stored, JobStore store) {
        try {
            for (Target target : targets) {
                Optional<PollIntervals> before = stored.apply(target);
                Optional<PollIntervals> next =
                        before.map(PollIntervals::activity).map(configured::with);
                if (!next.equals(before)) {
                    next.ifPresent(intervals -> store.record(Recording.of(target, intervals, null)));
                }
            }
        } catch (StoreException e) {
            LOG.debug("The next polls record their intervals: {}", e.getMessage());
        }
    }

    @Override
    public void ended(CycleResult result) {
        // Only the interval matters here.
    }

    @Override
    public void paced(Target target, Duration interval) {
        pacer.pace(generation, generation.tasks().nameOf(target), interval);
    }
}
