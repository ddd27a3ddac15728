package io.github.bedrockbatch.aws;

import io.github.bedrockbatch.aws.notification.QueueUrl;
import io.github.bedrockbatch.config.AccountConfig;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.manifest.ManifestSource;
import io.github.bedrockbatch.notification.NotificationQueue;
import io.github.bedrockbatch.source.JobSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The accounts of AWS, each by its role, or by the caller's own credentials where it has none. */
public final class AwsAccounts implements AutoCloseable {
    private final AwsSession caller;
    private final Map<String, AwsSession> roles;
    private final Map<String, String> partitions;

    /**
     * Does no I/O yet.
     *
     * @param caller who may assume the roles; is closed with this
     * @param roles at most one for each account
     */
    public AwsAccounts(AwsSession caller, List<AccountConfig> roles) {
        this.caller = caller;
        this.partitions = roles.stream().collect(Collectors.toMap(AccountConfig::accountId, AccountConfig::partition));
        this.roles = roles.stream().collect(Collectors.toMap(AccountConfig::accountId, caller::assuming));
    }

    /** The caller's own session. */
    public AwsSession caller() {
        return caller;
    }

    /** Every region of Bedrock in the partition of an account's role; without one, in the caller's. */
    public List<String> regions(Optional<String> accountId) {
        return accountId.map(partitions::get).map(Regions::inPartition).orElseGet(caller::regions);
    }

    /** Whether an account is reached through a role. */
    public boolean hasRole(String accountId) {
        return roles.containsKey(accountId);
    }

    /** The session for an account of twelve digits. */
    public AwsSession session(String accountId) {
        return roles.getOrDefault(accountId, caller);
    }

    /** The jobs of a target; the same source each time. */
    public JobSource jobSource(Target target) {
        return session(target.accountId()).jobSource(target);
    }

    /** The output manifests of a target's jobs. */
    public ManifestSource manifestSource(Target target) {
        return session(target.accountId()).manifestSource(target);
    }

    /** A queue, asked by whoever its account is reached. */
    public NotificationQueue queue(QueueUrl url) {
        return session(url.home().accountId()).queue(url);
    }

    @Override
    public void close() {
        roles.values().forEach(AwsSession::close);
        caller.close();
    }
}
