package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.config.Quoted;
import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.journal.RetentionRules;
import io.github.bedrockbatch.journal.TrackedJob;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job in the list of jobs.
 *
 * @param model the model in short
 * @param modelId the model as AWS gives it
 * @param inStatus how long it has been in its status
 * @param took from its submission to its end; null for one that has not ended
 * @param records null where AWS has sent no counts
 * @param expires when it expires; null for one that has ended
 * @param soon whether that is near or past
 * @param note what is odd about it; null if nothing is
 */
public record JobLine(
        JobLink job,
        StatusBadge status,
        String model,
        String modelId,
        AccountName account,
        String region,
        Moment submitted,
        Moment changed,
        String inStatus,
        @Nullable String took,
        @Nullable RecordBar records,
        @Nullable Moment expires,
        boolean soon,
        @Nullable String note) {
    private static final Duration SOON = Duration.ofHours(2);

    static JobLine of(TrackedJob row, boolean lookedUp, AccountName account, Instant now) {
        Job job = row.job();
        JobSnapshot snapshot = job.snapshot();
        boolean running = RetentionRules.isRunning(row);
        Instant expires = running ? snapshot.jobExpirationTime() : null;
        Instant ended = job.endedAt();
        return new JobLine(
                JobLink.of(snapshot),
                StatusBadge.of(job.status()),
                Quoted.visible(snapshot.model()),
                Quoted.visible(snapshot.modelId()),
                account,
                Quoted.visible(snapshot.arn().region()),
                Moment.of(snapshot.submitTime(), now),
                Moment.of(job.statusChangedAt(), now),
                Phrases.between(job.statusChangedAt(), now),
                ended == null ? null : Phrases.between(snapshot.submitTime(), ended),
                RecordBar.of(snapshot.counts()),
                expires == null ? null : Moment.of(expires, now),
                expires != null && expires.isBefore(now.plus(SOON)),
                note(job, lookedUp));
    }

    private static @Nullable String note(Job job, boolean lookedUp) {
        if (job.givenUpAt() != null) {
            return "given up: AWS no longer knows it";
        }
        return lookedUp ? null : "the last lookup failed";
    }
}
