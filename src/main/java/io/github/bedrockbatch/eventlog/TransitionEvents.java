package io.github.bedrockbatch.eventlog;

import io.github.bedrockbatch.job.FailureMessages;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.StableId;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.job.TransitionKind;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.JournalEvent.ManifestRead;
import io.github.bedrockbatch.journal.JournalEvent.Settled;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import java.time.Instant;
import org.slf4j.event.Level;

/**
 * What the event log says of an entry of the journal. The same entry always gives the same event.
 *
 * @param messages tells the failure message, or does not
 */
public record TransitionEvents(FailureMessages messages) {
    /** Returns the event of an entry. */
    public Event format(JournalEntry entry) {
        return switch (entry.event()) {
            case Transitioned(Transition transition) -> transition(transition);
            case Settled(JobSnapshot job, Instant settledAt) -> settled(job, settledAt);
            case ManifestRead(JobSnapshot job, TokenCounts tokens, Instant readAt) -> manifest(job, tokens, readAt);
        };
    }

    private Event transition(Transition transition) {
        JobSnapshot job = transition.job();
        Fields fields = new Fields().put("event", "job_transition").transition(transition, null, messages.of(job));
        String message = "Job " + job.name() + " went from " + transition.from().word() + " to "
                + transition.to().word() + how(transition.kind());
        return new Event(level(transition), message, fields.values());
    }

    private Event settled(JobSnapshot job, Instant settledAt) {
        Fields fields = new Fields()
                .put("event", "job_settled")
                .put("settled_id", id("job_settled", job))
                .identity(job, null)
                .put("status", job.status().word())
                .times(job)
                .put("settled_at", settledAt)
                .outcome(job, messages.of(job));
        String message =
                "The record counts of job " + job.name() + ", " + job.status().word() + ", are final";
        return new Event(Level.INFO, message, fields.values());
    }

    private static Event manifest(JobSnapshot job, TokenCounts tokens, Instant readAt) {
        Fields fields = new Fields()
                .put("event", "job_manifest")
                .put("manifest_id", id("job_manifest", job))
                .identity(job, null)
                .put("status", job.status().word())
                .put("submit_time", job.submitTime())
                .put("last_modified_time", job.lastModifiedTime())
                .put("read_at", readAt)
                .tokens(tokens);
        return new Event(
                Level.INFO, "The tokens of job " + job.name() + " were read from its output manifest", fields.values());
    }

    private static String id(String event, JobSnapshot job) {
        return StableId.of(
                event, job.arn().value(), job.status().word(), job.changedAt().toString());
    }

    private static String how(TransitionKind kind) {
        return switch (kind) {
            case EXPECTED -> "";
            case SKIPPED -> ". Statuses in between were not seen";
            case UNEXPECTED -> ". No known path leads there";
        };
    }

    private static Level level(Transition transition) {
        if (transition.to() == Known.FAILED || transition.to() == Known.EXPIRED) {
            return Level.ERROR;
        }
        boolean notable = transition.to() == Known.PARTIALLY_COMPLETED
                || transition.to() == Known.STOPPED
                || transition.kind() == TransitionKind.UNEXPECTED;
        return notable ? Level.WARN : Level.INFO;
    }
}
