package io.github.bedrockbatch.web.query;

import io.github.bedrockbatch.job.Target;

/**
 * Which job a path names.
 *
 * @param target that holds it
 */
public record JobPath(Target target, String jobId) {
    /**
     * Reads the segments of a path.
     *
     * @throws BadParameterException if one of them can be no account, no region or no id
     */
    public static JobPath of(String accountId, String region, String jobId) {
        return new JobPath(new Target(Text.account(accountId), Text.region(region)), Text.jobId(jobId));
    }
}
