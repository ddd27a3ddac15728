package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.journal.RetentionRules;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.source.ErrorCodes;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.FetchResult.NoAnswer;
import io.github.bedrockbatch.source.TagSource;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the tags that one cycle needs. It knows which jobs need tags, what AWS answered, and which jobs stay undecided without an answer.
 * After a failed request it makes no further one.
 */
final class CycleTags {
    /** Below this time a missing answer says nothing about AWS. The deadlines that wait for answers are longer. */
    private static final Duration TIME_FOR_ANSWER = Duration.ofSeconds(5);

    /** A question for which there is no turn within its time is given up at once. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    /** How long an answer about a job is of use that no row came of. */
    private static final Duration MAX_MEMORY = Duration.ofDays(1);

    /** How long AWS may take to index the tags of a new job. */
    private static final Duration INDEXED_WITHIN = Duration.ofMinutes(15);

    private final TagSource source;
    private final TagMemory memory;
    private final InstantSource steady;
    private final CycleAnswers answers;
    private final Supplier<JobRules> rules;
    private final Watches watches;
    private final Map<JobArn, JobTags> told = new HashMap<>();
    private final Map<JobArn, Instant> submitted = new HashMap<>();
    private boolean asked;
    private boolean failed;

    /** Asks nothing yet. */
    CycleTags(
            TagSource source,
            TagMemory memory,
            InstantSource steady,
            CycleAnswers answers,
            Supplier<JobRules> rules,
            Watches watches) {
        this.source = source;
        this.memory = memory;
        this.steady = steady;
        this.answers = answers;
        this.rules = rules;
        this.watches = watches;
    }

    /** Returns the new jobs whose tags are to be asked for before they are recorded: those that are watched by their tags alone first. */
    Set<JobArn> due() {
        if (isPaused()) {
            return Set.of();
        }
        Instant now = steady.instant();
        Set<JobArn> due = candidates().stream()
                .filter(job -> memory.isDue(job.arn(), !job.status().isTerminal(), now))
                .map(JobSnapshot::arn)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (watches.tagged()) {
            JobRules present = rules();
            answers.seen().stream()
                    .sorted()
                    .filter(arn -> present.isNew(arn) && memory.tags(arn) == null)
                    .forEach(due::add);
        }
        return due;
    }

    /** Returns the watched jobs whose tags are to be asked for once all is recorded. */
    Set<JobArn> dueLater(boolean hintedOnly) {
        if (!watches.tagged() || isPaused()) {
            return Set.of();
        }
        Instant now = steady.instant();
        return rules().state().jobs().values().stream()
                .filter(row -> !hintedOnly || answers.isSeen(row.arn()))
                .filter(row -> row.tags() == null ? isUnknown(row, now) : isDue(row, now))
                .map(TrackedJob::arn)
                .sorted()
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private boolean isUnknown(TrackedJob row, Instant now) {
        return memory.isSettled(row.arn()) || memory.isDue(row.arn(), RetentionRules.isRunning(row), now);
    }

    /** A job that has ended is asked for again only if it was absent once. */
    private boolean isDue(TrackedJob row, Instant now) {
        boolean active = RetentionRules.isRunning(row);
        return (active || memory.tags(row.arn()) != null) && memory.isDue(row.arn(), active, now);
    }

    private boolean isPaused() {
        return failed || memory.isPaused(steady.instant());
    }

    /**
     * Asks, a hundred jobs at a time, until a question fails or the time that is left is too short for another one. Returns the jobs that
     * were answered.
     */
    Set<JobArn> ask(Collection<JobArn> arns, Deadline until) {
        Set<JobArn> answered = new HashSet<>();
        List<JobArn> all = new ArrayList<>(arns);
        Duration longest = Duration.ZERO;
        learnSubmitTimes();
        for (int from = 0; from < all.size() && !isPaused(); from += TagSource.MAX_JOBS) {
            List<JobArn> page = all.subList(from, Math.min(all.size(), from + TagSource.MAX_JOBS));
            Duration left = until.remaining();
            if (until.isOver() || left.compareTo(longest) < 0 || !askPage(page, left)) {
                break;
            }
            answered.addAll(page);
            Duration taken = left.minus(until.remaining());
            longest = taken.compareTo(longest) > 0 ? taken : longest;
        }
        candidates().stream()
                .filter(job -> answered.contains(job.arn()) && rules().isWatched(job))
                .toList()
                .forEach(answers::saw);
        return answered;
    }

    /** Asks for the tags of jobs that came by Get, and of which it is not known whether they are watched. */
    void askForUnlisted(Collection<JobSnapshot> jobs, Deadline until) {
        jobs.forEach(job -> submitted.put(job.arn(), job.submitTime()));
        ask(jobs.stream().map(JobSnapshot::arn).toList(), until);
    }

    private void learnSubmitTimes() {
        rules().state()
                .jobs()
                .values()
                .forEach(row -> submitted.put(row.arn(), row.job().snapshot().submitTime()));
        answers.walk().jobs().forEach(job -> submitted.put(job.arn(), job.submitTime()));
        answers.seen().forEach(arn -> {
            JobSnapshot job = answers.snapshot(arn);
            if (job != null) {
                submitted.put(arn, job.submitTime());
            }
        });
    }

    private boolean isIndexed(JobArn arn) {
        Instant at = submitted.get(arn);
        return at != null && at.isBefore(rules().earlierClock().minus(INDEXED_WITHIN));
    }

    private boolean askPage(List<JobArn> page, Duration timeout) {
        Instant begin = steady.instant();
        return switch (source.tags(page, timeout)) {
            case Found<Map<JobArn, JobTags>>(Map<JobArn, JobTags> tags, Instant at) -> {
                asked = true;
                memory.answered(page, tags, this::isIndexed, steady.instant());
                told.putAll(tags);
                yield true;
            }
            case NoAnswer<Map<JobArn, JobTags>> none -> {
                if (!isCutOff(none, timeout, begin)) {
                    failed(none);
                }
                yield false;
            }
        };
    }

    /** Returns whether it was our own limits that left no time for an answer: no failure of AWS, and no reason to ask no more. */
    private boolean isCutOff(NoAnswer<?> none, Duration timeout, Instant begin) {
        return none.code().equals(ErrorCodes.TIMEOUT)
                && (timeout.compareTo(TIME_FOR_ANSWER) < 0
                        || Duration.between(begin, steady.instant()).compareTo(AT_ONCE) < 0);
    }

    /** The end of the program is no failure of AWS. */
    private void failed(NoAnswer<?> none) {
        failed = true;
        if (!Thread.currentThread().isInterrupted()) {
            asked = true;
            memory.failed(none, steady.instant());
        }
    }

    /** Returns what is to be written of a job with the tags that AWS has told of it, if that was anything new. */
    @Nullable
    JobWrite with(TargetState state, JobArn arn, @Nullable JobWrite write) {
        TrackedJob row = write == null ? state.jobs().get(arn) : write.row();
        if (row == null) {
            return write;
        }
        JobTags now = told.getOrDefault(arn, row.tags() == null ? memory.settledTags(arn) : row.tags());
        if (now == null || now.equals(row.tags())) {
            return write;
        }
        return new JobWrite(row.withTags(now), write == null ? List.of() : write.events());
    }

    /** Returns the jobs of the walk of which nobody knows whether they are watched, because AWS has not told their tags. */
    Set<JobArn> undecided() {
        return candidates().stream()
                .map(JobSnapshot::arn)
                .filter(arn -> memory.tags(arn) == null)
                .collect(Collectors.toSet());
    }

    /** Returns why jobs are undecided, for people. */
    String failureCause() {
        return isPaused() ? memory.failureCause() : "GetResources: no answer: the poll ran out of time";
    }

    /** Returns the code of that. */
    String failureCode() {
        return isPaused() ? memory.failureCode() : ErrorCodes.OTHER;
    }

    /** Returns when the first job was submitted that the next walks have to show again, because its tags may yet make it a watched one. */
    @Nullable
    Instant awaitedFrom() {
        return candidates().stream()
                .filter(job -> !memory.isSettled(job.arn()))
                .map(JobSnapshot::submitTime)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** Forgets what was told of jobs that neither the walk showed nor the store holds open: after a day where there was no such walk. */
    void forgetOthers() {
        Set<JobArn> present = new HashSet<>(answers.listed());
        present.addAll(answers.seen());
        present.addAll(rules().state().jobs().keySet());
        boolean walked = answers.walk().pages() > 0 && answers.walk().isComplete();
        memory.forgetOthers(present, walked ? Instant.MAX : steady.instant().minus(MAX_MEMORY));
    }

    /** Returns whether AWS was asked for tags, whatever the result was. */
    boolean wasAsked() {
        return asked;
    }

    /** Returns why no tags came; empty if all questions were answered. */
    Optional<String> failure() {
        return failed ? Optional.of(memory.failureCause()) : Optional.empty();
    }

    JobRules rules() {
        return rules.get();
    }

    /** Returns the jobs of the walk that are watched by their tags or not at all. */
    private List<JobSnapshot> candidates() {
        JobRules present = rules();
        return watches.selectByTags()
                ? answers.walk().jobs().stream().filter(present::dependsOnTags).toList()
                : List.of();
    }
}
