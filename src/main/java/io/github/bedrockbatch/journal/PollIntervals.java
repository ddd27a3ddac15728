package io.github.bedrockbatch.journal;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

/**
 * How long the time between two polls of a target is, by what its jobs do. All processes that share a store go by the intervals that are in
 * it: those of the configuration that was loaded last.
 *
 * @param base where neither of the others holds
 * @param active while jobs run or stop
 * @param idle while no job has yet to end
 * @param activity which of the three is in force
 */
public record PollIntervals(Duration base, Duration active, Duration idle, Activity activity) {
    /** What the jobs of a target do. */
    public enum Activity {
        BASE,
        ACTIVE,
        IDLE
    }

    /** Returns the intervals of a target whose jobs make no difference. */
    public static PollIntervals of(Duration interval) {
        return new PollIntervals(interval, interval, interval, Activity.BASE);
    }

    /** Returns these intervals with another one of them in force. */
    public PollIntervals with(Activity other) {
        return new PollIntervals(base, active, idle, other);
    }

    /** Returns the interval in force. */
    public Duration inForce() {
        return switch (activity) {
            case BASE -> base;
            case ACTIVE -> active;
            case IDLE -> idle;
        };
    }

    /** Returns the longest of them. */
    public Duration longest() {
        return Collections.max(List.of(base, active, idle));
    }

    /** Returns whether the jobs make a difference. */
    public boolean areAdaptive() {
        return !active.equals(base) || !idle.equals(base);
    }
}
