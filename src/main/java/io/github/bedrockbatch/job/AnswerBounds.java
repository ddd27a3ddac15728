package io.github.bedrockbatch.job;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Bounds on the values in an answer of AWS. They are generous, so that a value beyond them is an error of the sender. Such a value is
 * treated as absent, because one absurd number would stay in a total or a row for good.
 */
public final class AnswerBounds {
    /**
     * The most records of a job: as many as its input may have bytes, which AWS limits to 5 GB. A record has some hundred
     * bytes, so that quotas can grow a hundredfold before this bound is reached.
     */
    public static final long MAX_RECORDS = 5L << 30;

    /** The most tokens of a job: ten million for each of 100,000 records, which is twice as many as AWS's usual quota. */
    public static final long MAX_TOKENS = 1_000_000_000_000L;

    /** The longest model id, by AWS's model of the service. */
    public static final int MAX_MODEL_ID = 2048;

    /** Before batch inference existed. */
    private static final Instant EARLIEST = Instant.parse("2020-01-01T00:00:00Z");

    /** How far AWS's clock may be ahead of ours. */
    private static final Duration MAX_AHEAD = Duration.ofDays(1);

    /** How far ahead an expiration may lie: four times as far as AWS lets a job run, which is 168 hours. */
    private static final Duration MAX_EXPIRATION_AHEAD = Duration.ofDays(28);

    private AnswerBounds() {}

    /** Returns a count of records that can be true, else null. */
    public static @Nullable Long records(@Nullable Long count) {
        return within(count, MAX_RECORDS);
    }

    /** Returns a count of tokens that can be true, else null. */
    public static @Nullable Long tokens(@Nullable Long count) {
        return within(count, MAX_TOKENS);
    }

    /** Returns whether something can have happened at that time: not years ago, and not more than a day from now. */
    public static boolean canHaveHappened(Instant time, Instant now) {
        return !time.isBefore(EARLIEST) && !isAhead(time, now);
    }

    /** Returns whether a time lies more than a day ahead, so that nothing can have happened then. */
    public static boolean isAhead(Instant time, Instant now) {
        return time.isAfter(now.plus(MAX_AHEAD));
    }

    /** Returns the time of something that has happened if it can be true, else null. */
    public static @Nullable Instant happened(@Nullable Instant time, Instant now) {
        return time != null && canHaveHappened(time, now) ? time : null;
    }

    /** Returns the time at which a job is to expire if it can be true, else null. */
    public static @Nullable Instant expiration(@Nullable Instant time, Instant now) {
        return time != null && !time.isBefore(EARLIEST) && !time.isAfter(now.plus(MAX_EXPIRATION_AHEAD)) ? time : null;
    }

    /** Returns a model id that is no longer than AWS allows; a longer one is cut between two characters. */
    public static String modelId(String sent) {
        if (sent.length() <= MAX_MODEL_ID) {
            return sent;
        }
        int end = Character.isHighSurrogate(sent.charAt(MAX_MODEL_ID - 1)) ? MAX_MODEL_ID - 1 : MAX_MODEL_ID;
        return sent.substring(0, end);
    }

    private static @Nullable Long within(@Nullable Long count, long max) {
        return count == null || count < 0 || count > max ? null : count;
    }
}
