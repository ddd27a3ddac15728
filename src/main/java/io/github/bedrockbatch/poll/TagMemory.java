package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.source.Backoff;
import io.github.bedrockbatch.source.ErrorCodes;
import io.github.bedrockbatch.source.FetchResult.Denied;
import io.github.bedrockbatch.source.FetchResult.NoAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a target's polls remember of their questions for tags: when each job was asked for, and what AWS told. It is kept in memory, because an
 * answer that tells nothing new must not rewrite the rows of all jobs. A process that has just started asks for its active jobs once more, and a
 * reload of the configuration does not. All times are of one clock that never jumps. Not thread-safe: the lock of the target's polls guards it.
 */
public final class TagMemory {
    /** A job that has tags may be indexed some minutes after it was made. */
    static final Duration SECOND_LOOK = Duration.ofMinutes(5);

    /** How often a job is absent until the next answer will most likely be the same. */
    private static final int SETTLED = 2;

    static final Duration REFRESH = Duration.ofHours(1);

    /** As long as List is not asked after a denial. */
    static final Duration MAX_PAUSE = Duration.ofMinutes(10);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);

    /**
     * The last answer about a job.
     *
     * @param tags null if the job was absent from it
     * @param absences how many answers there were without the job
     */
    private record Answer(@Nullable JobTags tags, int absences, Instant at) {}

    private final Map<JobArn, Answer> answers = new HashMap<>();
    private final Backoff backoff = new Backoff(FIRST_PAUSE, MAX_PAUSE);
    private Instant pausedUntil = Instant.MIN;
    private String failureCause = "";
    private String failureCode = ErrorCodes.OTHER;
    private Set<Map<String, String>> selected = Set.of();

    /** Remembers nothing yet. */
    public TagMemory() {}

    /** Lets the next question be asked at once, because AWS is reached in another way from now on. */
    void askAnew() {
        backoff.reset();
        pausedUntil = Instant.MIN;
    }

    /** Forgets all answers once jobs are selected by other tags: what is known of jobs that were turned down may be long out of date. */
    void selecting(Set<Map<String, String>> tags) {
        if (!tags.equals(selected)) {
            selected = tags;
            answers.clear();
        }
    }

    /** Returns what AWS told last; no tags if the job was absent, and null if it was not asked for. */
    @Nullable
    JobTags tags(JobArn arn) {
        Answer answer = answers.get(arn);
        if (answer == null) {
            return null;
        }
        return answer.tags == null ? JobTags.NONE : answer.tags;
    }

    /** Returns the same once the next answer will most likely be the same; null until then, as a first tag may be indexed late. */
    @Nullable
    JobTags settledTags(JobArn arn) {
        return isSettled(arn) ? tags(arn) : null;
    }

    /** Returns whether a job is to be asked for: never asked for, absent once some minutes ago, or active and asked for an hour ago. */
    boolean isDue(JobArn arn, boolean active, Instant now) {
        Answer answer = answers.get(arn);
        if (answer == null) {
            return true;
        }
        Duration rest = isSettled(answer) ? REFRESH : SECOND_LOOK;
        return (active || !isSettled(answer)) && !now.isBefore(answer.at.plus(rest));
    }

    /** Returns whether the next answer about a job will most likely be the same: it has tags, or was absent twice, or once long after it was made. */
    boolean isSettled(JobArn arn) {
        Answer answer = answers.get(arn);
        return answer != null && isSettled(answer);
    }

    private static boolean isSettled(Answer answer) {
        return answer.tags != null || answer.absences >= SETTLED;
    }

    /**
     * Takes an answer.
     *
     * @param isIndexed whether AWS has long indexed a job, so that one that is absent has no tags
     */
    void answered(Collection<JobArn> asked, Map<JobArn, JobTags> told, Predicate<JobArn> isIndexed, Instant now) {
        backoff.reset();
        pausedUntil = Instant.MIN;
        for (JobArn arn : asked) {
            Answer before = answers.get(arn);
            int absences = before == null ? 0 : before.absences;
            JobTags tags = told.get(arn);
            int more = isIndexed.test(arn) ? SETTLED : 1;
            answers.put(arn, new Answer(tags, tags == null ? absences + more : absences, now));
        }
    }

    /** Puts off further questions: for long if AWS denied this one, else for ever longer times. */
    void failed(NoAnswer<?> none, Instant now) {
        failureCause = "GetResources: " + none.cause();
        failureCode = none.code();
        pausedUntil = now.plus(none instanceof Denied<?> ? MAX_PAUSE : backoff.next());
    }

    /** Returns whether nothing is to be asked yet. */
    boolean isPaused(Instant now) {
        return now.isBefore(pausedUntil);
    }

    /** Returns why the last question that failed did. */
    String failureCause() {
        return failureCause;
    }

    /** Returns the code of that failure: AWS's, or one of {@link ErrorCodes}. */
    String failureCode() {
        return failureCode;
    }

    /** Forgets all other jobs that were last asked for before a time. */
    void forgetOthers(Set<JobArn> arns, Instant before) {
        answers.entrySet()
                .removeIf(entry ->
                        !arns.contains(entry.getKey()) && entry.getValue().at().isBefore(before));
    }
}
