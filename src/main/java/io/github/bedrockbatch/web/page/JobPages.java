package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.config.Quoted;
import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import io.github.bedrockbatch.journal.RetentionRules;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.web.Fleet;
import io.github.bedrockbatch.web.page.JobPage.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the page of a job out of what the view and the journal have of it.
 *
 * @param row the job in the view; null if it is not shown any more
 * @param entries of the journal, newest first; null where it could not be read
 */
record JobPages(
        Fleet fleet,
        JobSnapshot job,
        @Nullable TrackedJob row,
        @Nullable List<JournalEntry> entries) {
    /** How many entries of the journal a page shows at most. */
    static final int MAX_ENTRIES = 200;

    private static final Set<Known> EXPLAINED = Set.of(Known.FAILED, Known.EXPIRED);

    /** Returns what makes the page; empty if nothing is known of the job. */
    static Optional<JobPages> of(Fleet fleet, @Nullable TrackedJob row, @Nullable List<JournalEntry> entries) {
        if (row != null) {
            return Optional.of(new JobPages(fleet, row.job().snapshot(), row, entries));
        }
        return entries == null || entries.isEmpty()
                ? Optional.empty()
                : Optional.of(new JobPages(fleet, entries.getFirst().event().job(), null, entries));
    }

    JobPage page(Frame frame) {
        JobArn arn = job.arn();
        Instant now = fleet.time();
        Outlook outlook = row == null ? null : Outlook.of(row.job(), now);
        return new JobPage(
                frame,
                Quoted.visible(job.name()),
                Quoted.visible(arn.jobId()),
                StatusBadge.of(job.status()),
                AccountName.of(arn.accountId(), fleet.accountNames()),
                Quoted.visible(arn.region()),
                Quoted.visible(job.model()),
                note(),
                outlook == null ? null : outlook.text(),
                outlook != null && outlook.late(),
                reason(),
                RecordBar.of(job.counts()),
                JobFacts.counts(job.counts(), row == null ? null : row.manifest()),
                JobFacts.times(job, row, now),
                JobFacts.identity(job, row),
                JobFacts.tags(row == null ? null : row.tags()),
                steps(),
                JobCommands.of(arn, fleet.exporter().endpointUrl()),
                JobLinks.of(arn, row != null, fleet.exporter().endpointUrl()));
    }

    private @Nullable String note() {
        if (row == null) {
            return "This job is no longer in the list of jobs. This is what the journal has of it.";
        }
        if (row.job().givenUpAt() != null) {
            return "AWS no longer knows this job, so that it was given up "
                    + Phrases.relative(row.job().givenUpAt(), fleet.time()) + ".";
        }
        return fleet.isLookedUp(job.arn()) ? null : "The last lookup of this job failed. What is shown is from before.";
    }

    private Reason reason() {
        String text = fleet.messages().of(job);
        boolean hidden = text == null && job.message() != null;
        boolean explained = job.status() instanceof Known known && EXPLAINED.contains(known);
        return new Reason(text == null ? null : Quoted.visible(text), hidden, explained && text == null && !hidden);
    }

    private @Nullable List<Step> steps() {
        if (entries == null) {
            return null;
        }
        List<Transition> transitions = entries.reversed().stream()
                .map(JournalEntry::event)
                .flatMap(event ->
                        event instanceof Transitioned(Transition transition) ? Stream.of(transition) : Stream.empty())
                .toList();
        return Timeline.of(job, transitions, status(), since(), end(), fleet.time());
    }

    private JobStatus status() {
        return job.status();
    }

    private Instant since() {
        return row == null ? job.changedAt() : row.job().statusChangedAt();
    }

    /** Returns until when it is in its status; null where it ended in it. */
    private @Nullable Instant end() {
        if (job.status().isTerminal() || row == null) {
            return null;
        }
        Job tracked = row.job();
        return RetentionRules.isRunning(row) ? fleet.time() : tracked.givenUpAt();
    }
}
