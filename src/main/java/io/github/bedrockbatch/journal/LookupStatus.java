package io.github.bedrockbatch.journal;

import io.github.bedrockbatch.job.JobArn;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The result of the last lookup of a single job.
 *
 * @param success whether it was found
 * @param notFoundSince since when the service has said without a break that it does not exist
 * @param nextDue before which it is not asked for again by itself; null: at each cycle
 */
public record LookupStatus(
        JobArn arn,
        boolean success,
        @Nullable Instant notFoundSince,
        @Nullable Instant nextDue) {
    private static final Duration GONE_AFTER = Duration.ofMinutes(15);
    private static final Duration GIVEN_UP_AFTER = Duration.ofHours(24);
    private static final Duration MAX_PAUSE = Duration.ofMinutes(10);

    public static LookupStatus found(JobArn arn) {
        return new LookupStatus(arn, true, null, null);
    }

    public static LookupStatus failed(JobArn arn, @Nullable LookupStatus previous) {
        return new LookupStatus(arn, false, previous == null ? null : previous.notFoundSince, null);
    }

    /** Makes that of a job that the service does not know: after 15 minutes it is asked for ever more rarely. */
    public static LookupStatus notFound(JobArn arn, @Nullable LookupStatus previous, Instant now) {
        Instant since = previous == null || previous.notFoundSince == null ? now : previous.notFoundSince;
        Duration absent = Duration.between(since, now);
        if (absent.compareTo(GONE_AFTER) < 0) {
            return new LookupStatus(arn, false, since, null);
        }
        Duration pause = absent.dividedBy(10);
        return new LookupStatus(arn, false, since, now.plus(pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE));
    }

    /** Returns whether a job is due, or put off for longer than is ever done, by a clock that was ahead. */
    public boolean isDue(Instant now) {
        return nextDue == null || !nextDue.isAfter(now) || nextDue.isAfter(now.plus(MAX_PAUSE));
    }

    /** Returns whether the service has said for so long that the job does not exist that no walk is expected to show it. */
    public boolean isLongAbsent(Instant now) {
        return isAbsentFor(GONE_AFTER, now);
    }

    /** Returns whether the service has said for so long that the job does not exist that a job that ran is given up. */
    public boolean isGivenUp(Instant now) {
        return isAbsentFor(GIVEN_UP_AFTER, now);
    }

    private boolean isAbsentFor(Duration time, Instant now) {
        return notFoundSince != null && !now.isBefore(notFoundSince.plus(time));
    }
}
