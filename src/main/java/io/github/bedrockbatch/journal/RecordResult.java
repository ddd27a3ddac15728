package io.github.bedrockbatch.journal;

import io.github.bedrockbatch.job.JobArn;
import java.util.Set;

/**
 * What a recording did.
 *
 * @param head the number of the newest change in the store
 * @param conflicts jobs whose rows had moved on and were not written: to be looked at again
 */
public record RecordResult(long head, Set<JobArn> conflicts) {
    public RecordResult {
        conflicts = Set.copyOf(conflicts);
    }
}
