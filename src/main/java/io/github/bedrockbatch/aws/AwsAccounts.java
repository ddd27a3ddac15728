package io.github.bedrockbatch.aws;

import io.github.bedrockbatch.aws.notification.QueueUrl;
import io.github.bedrockbatch.aws.request.RateLimits;
import io.github.bedrockbatch.config.AccountConfig;
import io.github.bedrockbatch.config.AwsConfig;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.manifest.ManifestSource;
import io.github.bedrockbatch.notification.NotificationQueue;
import io.github.bedrockbatch.source.JobSource;
import io.github.bedrockbatch.source.RequestListener;
import io.github.bedrockbatch.source.SteadyClock;
import io.github.bedrockbatch.source.TagSource;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The accounts of AWS, each by its role, or by the caller's own credentials where it has none. Those of the next configuration share the
 * sessions whose settings did not change, with their credentials and connections. A session is closed with the last accounts that use it.
 */
public final class AwsAccounts implements AutoCloseable {
    private final AwsSession caller;
    private final Map<String, String> environment;
    private final Map<String, AccountConfig> configs;
    private final Map<AccountConfig, AwsSession> roles;
    private final AtomicBoolean closed = new AtomicBoolean();

    private AwsAccounts(
            AwsSession caller,
            Map<String, String> environment,
            List<AccountConfig> roles,
            Map<AccountConfig, AwsSession> present) {
        this.caller = caller;
        this.environment = environment;
        this.configs = roles.stream().collect(Collectors.toMap(AccountConfig::accountId, Function.identity()));
        this.roles = roles.stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        role -> Optional.ofNullable(present.get(role))
                                .map(AwsSession::share)
                                .orElseGet(() -> caller.assuming(role))));
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
        RateLimits limits =
                new RateLimits(configuration.poll().maxRequestsPerSecond(), new SteadyClock(), Thread::sleep);
        AwsSession caller = new AwsSession(Connections.of(aws, environment), limits, version, listener, clock);
        return of(caller, environment, aws.accounts(), Map.of());
    }

    /**
     * Returns the accounts that a caller may read.
     *
     * @param caller is closed with the accounts, and at once if it cannot be used
     * @param roles at most one for each account
     */
    static AwsAccounts of(AwsSession caller, List<AccountConfig> roles) {
        return of(caller, Map.of(), roles, Map.of());
    }

    private static AwsAccounts of(
            AwsSession caller,
            Map<String, String> environment,
            List<AccountConfig> roles,
            Map<AccountConfig, AwsSession> present) {
        try {
            caller.check();
            return new AwsAccounts(caller, environment, roles, present);
        } catch (RuntimeException e) {
            caller.close();
            throw e;
        }
    }

    /**
     * Returns the accounts of the next configuration, which are closed apart from these. Reads what it names, the CA bundle again as well, but
     * does not ask AWS. The rate of requests stays until {@link #limit} changes it.
     *
     * @throws AwsConfigurationException if a profile, a CA bundle, a proxy or a web identity cannot be used
     */
    public AwsAccounts next(Configuration configuration) {
        AwsConfig aws = configuration.aws();
        AwsSession next = caller.next(aws, CaBundle.of(aws.caBundle(), environment));
        return of(next, environment, aws.accounts(), next == caller ? roles : Map.of());
    }

    /** Limits the requests for each target to another rate from now on, also those of the accounts before and after these. */
    public void limit(double requestsPerSecond) {
        caller.limit(requestsPerSecond);
    }

    /** Returns the caller's own session. */
    public AwsSession caller() {
        return caller;
    }

    /** Returns every region of Bedrock in the partition of an account's role; without one, in the caller's. */
    public List<String> regions(Optional<String> accountId) {
        return accountId
                .map(configs::get)
                .map(AccountConfig::partition)
                .map(Regions::inPartition)
                .orElseGet(caller::regions);
    }

    /** Returns whether an account is reached through a role. */
    public boolean hasRole(String accountId) {
        return configs.containsKey(accountId);
    }

    /** Returns the session for an account of twelve digits. */
    public AwsSession session(String accountId) {
        AccountConfig role = configs.get(accountId);
        return role == null ? caller : roles.getOrDefault(role, caller);
    }

    /** Returns the jobs of a target. */
    public JobSource jobSource(Target target) {
        return session(target.accountId()).jobSource(target);
    }

    /** Returns the output manifests of a target's jobs. */
    public ManifestSource manifestSource(Target target) {
        return session(target.accountId()).manifestSource(target);
    }

    /** Returns the tags of a target's jobs. */
    public TagSource tagSource(Target target) {
        return session(target.accountId()).tagSource(target);
    }

    /**
     * Reads the URL of a queue, whose region is the caller's where it names none.
     *
     * @throws io.github.bedrockbatch.config.UnusableConfigurationException if its region cannot be told
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
        if (closed.compareAndSet(false, true)) {
            roles.values().forEach(AwsSession::close);
            caller.close();
        }
    }
}
