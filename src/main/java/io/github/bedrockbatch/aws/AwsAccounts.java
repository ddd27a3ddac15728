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

    private AwsAccounts(AwsSession caller, List<AccountConfig> roles) {
        this.caller = caller;
        this.partitions = roles.stream().collect(Collectors.toMap(AccountConfig::accountId, AccountConfig::partition));
        this.roles = roles.stream().collect(Collectors.toMap(AccountConfig::accountId, caller::assuming));
    }

    /**
     * Returns the accounts of a configuration. Reads what it names, but does not ask AWS yet.
     *
     * @param environment whose proxies are used, and whose CA bundle where none is configured
     * @param version of this program, for the User-Agent header
     * @throws AwsConfigurationException if a profile, a CA bundle, a proxy or a web identity cannot be used
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
        return of(caller, aws.accounts());
    }

    /**
     * Returns the accounts that a caller may read.
     *
     * @param caller is closed with the accounts, and at once if it cannot be used
     * @param roles at most one for each account
     */
    static AwsAccounts of(AwsSession caller, List<AccountConfig> roles) {
        try {
            caller.check();
            return new AwsAccounts(caller, roles);
        } catch (RuntimeException e) {
            caller.close();
            throw e;
        }
    }

    /** Returns the caller's own session. */
    public AwsSession caller() {
        return caller;
    }

    /** Returns every region of Bedrock in the partition of an account's role; without one, in the caller's. */
    public List<String> regions(Optional<String> accountId) {
        return accountId.map(partitions::get).map(Regions::inPartition).orElseGet(caller::regions);
    }

    /** Returns whether an account is reached through a role. */
    public boolean hasRole(String accountId) {
        return roles.containsKey(accountId);
    }

    /** Returns the session for an account of twelve digits. */
    public AwsSession session(String accountId) {
        return roles.getOrDefault(accountId, caller);
    }

    /** Returns the jobs of a target. */
    public JobSource jobSource(Target target) {
        return session(target.accountId()).jobSource(target);
    }

    /** Returns the output manifests of a target's jobs. */
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
