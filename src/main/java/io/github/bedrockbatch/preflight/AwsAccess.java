package io.github.bedrockbatch.preflight;

import io.github.bedrockbatch.config.AccountConfig;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.manifest.ManifestSource;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.FetchResult.NoAnswer;
import io.github.bedrockbatch.source.JobSource;
import io.github.bedrockbatch.source.TagSource;
import java.util.Optional;

/**
 * Access to AWS as the daemon has it: with the same credentials, clients, endpoints and rates. It never throws for what AWS or the network
 * does. Thread-safe.
 */
public interface AwsAccess {
    /** Asks in a region whose the caller's own credentials are, and returns the ARN of that user or role. */
    FetchResult<String> callerArn(String region);

    /** Returns the ARN of the role that a web identity of the environment is good for. */
    Optional<String> webIdentityRole();

    /** Returns why other credentials stand in for those of the web identity, as an answer to the last question; empty while none do. */
    Optional<NoAnswer<String>> webIdentityFailure();

    /** Takes the credentials of a role, which its targets are asked with afterwards. Returns the role's ARN. */
    FetchResult<String> assume(AccountConfig role);

    /** Returns the partition of AWS that a region is in, such as {@code aws-us-gov}. */
    String partition(String region);

    /** Returns the jobs of a target, by its account's role or else by the caller's own credentials. */
    JobSource jobSource(Target target);

    /** Returns the output manifests of a target's jobs. */
    ManifestSource manifestSource(Target target);

    /** Returns the tags of a target's jobs. */
    TagSource tagSource(Target target);

    /** Returns the bucket in which a job's manifest is read; empty if its output is no place in S3. */
    Optional<String> bucket(JobSnapshot job);

    /**
     * Asks a queue to delete a message that it does not have, so that none is taken. Returns the code with which the queue refuses
     * the made-up receipt once it has let the caller in.
     */
    FetchResult<String> deleteNothing(Queue queue);
}
