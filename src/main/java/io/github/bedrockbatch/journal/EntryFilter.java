package io.github.bedrockbatch.journal;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the journal are asked for. What is null does not matter.
 *
 * @param arn of the job
 * @param accountId of the job
 * @param region of the job
 * @param to the status that the job changed to, which only transitions have
 */
public record EntryFilter(
        @Nullable JobArn arn,
        @Nullable String accountId,
        @Nullable String region,
        @Nullable JobStatus to) {
    /** All entries. */
    public static final EntryFilter ALL = new EntryFilter(null, null, null, null);

    /** Returns whether an event is asked for. */
    public boolean matches(JournalEvent event) {
        JobArn job = event.job().arn();
        return (arn == null || arn.equals(job))
                && (accountId == null || accountId.equals(job.accountId()))
                && (region == null || region.equals(job.region()))
                && (to == null || (event instanceof Transitioned(var transition) && to.equals(transition.to())));
    }
}
