package io.github.bedrockbatch.aws;

import io.github.bedrockbatch.aws.credentials.WebIdentity;
import io.github.bedrockbatch.aws.manifest.S3ManifestSource;
import io.github.bedrockbatch.config.AccountConfig;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.manifest.ManifestSource;
import io.github.bedrockbatch.preflight.AwsAccess;
import io.github.bedrockbatch.preflight.Queue;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.FetchResult.NoAnswer;
import io.github.bedrockbatch.source.JobSource;
import io.github.bedrockbatch.source.TagSource;
import java.util.Optional;

/** Gives the check before the start the same access to AWS as the daemon has. */
public record DaemonAccess(AwsAccounts accounts) implements AwsAccess {
    @Override
    public FetchResult<String> callerArn(String region) {
        return accounts.caller().callerArn(region);
    }

    @Override
    public Optional<String> webIdentityRole() {
        return WebIdentity.ofEnvironment().map(WebIdentity::roleArn);
    }

    @Override
    public Optional<NoAnswer<String>> webIdentityFailure() {
        return accounts.caller().webIdentityFailure();
    }

    @Override
    public FetchResult<String> assume(AccountConfig role) {
        return accounts.session(role.accountId()).takeCredentials(role);
    }

    @Override
    public String partition(String region) {
        return Regions.partition(region);
    }

    @Override
    public JobSource jobSource(Target target) {
        return accounts.jobSource(target);
    }

    @Override
    public ManifestSource manifestSource(Target target) {
        return accounts.manifestSource(target);
    }

    @Override
    public TagSource tagSource(Target target) {
        return accounts.tagSource(target);
    }

    @Override
    public Optional<String> bucket(JobSnapshot job) {
        return S3ManifestSource.bucket(job);
    }

    @Override
    public FetchResult<String> deleteNothing(Queue queue) {
        return accounts.session(queue.home().accountId())
                .queue(accounts.queueUrl(queue.url()))
                .deleteNothing();
    }
}
