package io.github.bedrockbatch.aws;

import io.github.bedrockbatch.aws.notification.QueueUrl;
import io.github.bedrockbatch.config.AccountConfig;
import io.github.bedrockbatch.config.AwsConfig;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.manifest.ManifestSource;
import io.github.bedrockbatch.notification.NotificationQueue;
import io.github.bedrockbatch.source.JobSource;
import io.github.bedrockbatch.source.RequestListener;
import java.net.URI;
import java.time.InstantSource;
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
    AwsAccounts(AwsSession caller, List<AccountConfig> roles) {
        this.caller = caller;
        this.partitions = roles.stream().collect(Collectors.toMap(AccountConfig::accountId, AccountConfig::partition));
        this.roles = roles.stream().collect(Collectors.toMap(AccountConfig::accountId, caller::assuming));
    }

    /**
     * Returns the accounts of a configuration. It does no I/O yet.
     *
     * @param environment whose proxies are used, and whose CA bundle where none is configured
     * @param version of this program, for the User-Agent header
     */
    public static AwsAccounts of(
            Configuration configuration,
            Map<String, String> environment,
            String version,
            RequestListener listener,
            InstantSource clock) {
        AwsConfig aws = configuration.aws();
        double rate = configuration.poll().maxRequestsPerSecond();
        AwsSession caller = new AwsSession(Connections.of(aws, environment), rate, version, listener, clock);
        return new AwsAccounts(caller, aws.accounts());
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

    /**
     * Reads the URL of a queue, whose region is the caller's where it names none.
     *
     * @throws IllegalArgumentException if its region cannot be told
     */
    public QueueUrl queueUrl(URI url) {
        return QueueUrl.parse(url, caller::defaultRegion);
    }

    /** Returns the queue, accessed with the credentials of the account that owns it. */
    public NotificationQueue queue(QueueUrl url) {
        return session(url.home().accountId()).queue(url);
    }

    @Override
    public void close() {
        roles.values().forEach(AwsSession::close);
        caller.close();
    }
}
