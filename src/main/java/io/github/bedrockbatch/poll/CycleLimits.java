package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.journal.PollIntervals;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * How long the parts of a cycle may take.
 *
 * @param intervals between the starts of two cycles
 * @param steady a clock that never jumps, by which the limits are kept
 */
public record CycleLimits(PollIntervals intervals, InstantSource steady) {
    private static final Duration MAX_TAGS = Duration.ofSeconds(2);
    private static final Duration MIN_CYCLE = Duration.ofSeconds(60);
    private static final Duration MAX_SINGLE_JOBS = Duration.ofSeconds(20);
    /** Thirty requests at the default rate. */
    private static final Duration MIN_SHARE = Duration.ofSeconds(6);

    /** Makes limits of cycles that are equally often whatever the jobs do. */
    public CycleLimits(Duration interval, InstantSource steady) {
        this(PollIntervals.of(interval), steady);
    }

    /** Returns the interval in force. */
    Duration interval() {
        return intervals.inForce();
    }

    /** Returns the limits under other intervals. */
    CycleLimits under(PollIntervals others) {
        return new CycleLimits(others, steady);
    }

    /** Begins the time for the walk and for the Gets of jobs that it did not show. */
    Deadline cycle() {
        return Deadline.in(steady, max(interval(), MIN_CYCLE));
    }

    /** Begins the time for the tags of new jobs, which are recorded when it is over. */
    Deadline tags() {
        return Deadline.in(steady, MAX_TAGS);
    }

    /** Begins the time for the Gets that tell why jobs ended: those transitions are recorded when it is over. */
    Deadline reasons() {
        return Deadline.in(steady, max(interval().dividedBy(2), MIN_SHARE));
    }

    /**
     * Returns the time in which Gets for final counts may begin: four fifths of the interval from the cycle's start, and never
     * less than a fifth from now on. The rest of the interval is left for their answers.
     */
    Deadline settling(Instant cycleStart) {
        Instant fourFifths = cycleStart.plus(interval().multipliedBy(4).dividedBy(5));
        Deadline least = Deadline.in(steady, interval().dividedBy(5));
        return fourFifths.isAfter(least.at()) ? new Deadline(steady, fourFifths) : least;
    }

    /** Begins the time for Gets of single jobs between two cycles. */
    Deadline singleJobs() {
        return Deadline.in(steady, MAX_SINGLE_JOBS);
    }

    /** Begins the least time that a part of a cycle gets: for the answer of one Get, or before others who wait go first. */
    Deadline share() {
        return Deadline.in(steady, MIN_SHARE);
    }

    /**
     * Returns how long one cycle or look can keep others from its target: a walk, two rounds of Gets that may not wait,
     * final counts that give way after their share, and the answer to the last of them. Tags take two short waits, as long as a round of
     * Gets where jobs are undecided, a share for the Gets of those that were decided, and a share at the end.
     */
    public static Duration maxCycle(Duration interval) {
        Duration reasons = max(interval.dividedBy(2), MIN_SHARE);
        Duration settling = max(interval.dividedBy(5), MIN_SHARE);
        Duration tags = MAX_TAGS.multipliedBy(2).plus(reasons).plus(MIN_SHARE.multipliedBy(2));
        return max(interval, MIN_CYCLE)
                .plus(reasons.multipliedBy(2))
                .plus(settling)
                .plus(MIN_SHARE)
                .plus(tags);
    }

    /**
     * Returns how long a look waits at most until another process has ended its cycle. A message that names jobs is not kept for longer than
     * cycles of a minute take.
     */
    static Duration maxLookWait(PollIntervals intervals) {
        Duration longest = intervals.longest();
        return maxCycle(longest.compareTo(MIN_CYCLE) < 0 ? longest : MIN_CYCLE);
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
