package io.github.bedrockbatch.journal;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobStatus;
import java.util.Set;

/**
 * Which entries of the journal are asked for: those that have one of the values of each set. An empty set does not matter.
 *
 * @param arns of the job
 * @param accountIds of the job
 * @param regions of the job
 * @param to labels of the status that the job changed to, which only transitions have
 * @param onlyTransitions whether other entries are left out
 */
public record EntryFilter(
        Set<JobArn> arns, Set<String> accountIds, Set<String> regions, Set<String> to, boolean onlyTransitions) {
    /** All entries. */
    public static final EntryFilter ALL = new EntryFilter(Set.of(), Set.of(), Set.of(), Set.of(), false);

    public EntryFilter {
        arns = Set.copyOf(arns);
        accountIds = Set.copyOf(accountIds);
        regions = Set.copyOf(regions);
        to = Set.copyOf(to);
    }

    /** Makes the filter of the transitions of one job. */
    public static EntryFilter transitionsOf(JobArn job) {
        return new EntryFilter(Set.of(job), Set.of(), Set.of(), Set.of(), true);
    }

    /** Returns whether transitions to a status are asked for. */
    public boolean allows(JobStatus status) {
        return to.isEmpty() || to.contains(status.label());
    }
}
