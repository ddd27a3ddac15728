package io.github.bedrockbatch.aws;

import io.github.bedrockbatch.aws.bedrock.BedrockJobSource;
import io.github.bedrockbatch.aws.credentials.CallerCredentials;
import io.github.bedrockbatch.aws.credentials.RenewableCredentials;
import io.github.bedrockbatch.aws.credentials.RoleSts;
import io.github.bedrockbatch.aws.credentials.WebIdentity;
import io.github.bedrockbatch.aws.manifest.S3ManifestSource;
import io.github.bedrockbatch.aws.notification.QueueUrl;
import io.github.bedrockbatch.aws.notification.SqsQueue;
import io.github.bedrockbatch.aws.request.AwsFailure;
import io.github.bedrockbatch.aws.request.RateLimiter;
import io.github.bedrockbatch.aws.request.RateLimits;
import io.github.bedrockbatch.aws.request.Requests;
import io.github.bedrockbatch.aws.tags.TaggingApiTagSource;
import io.github.bedrockbatch.config.AccountConfig;
import io.github.bedrockbatch.config.AwsConfig;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.manifest.ManifestSource;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.JobSource;
import io.github.bedrockbatch.source.RequestListener;
import io.github.bedrockbatch.source.SteadyClock;
import io.github.bedrockbatch.source.TagSource;
import io.github.bedrockbatch.sso.SsoCredentials;
import io.github.bedrockbatch.sso.SsoProfile;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/**
 * Credentials for AWS, and the clients that use them, which are created at first use. A session may have several users. Each of them closes
 * the session, and the last one closes the clients. Thread-safe.
 */
public final class AwsSession implements AutoCloseable {
    /** The operation by which the caller's account is found out. */
    public static final String CALLER_IDENTITY = "GetCallerIdentity";

    private static final Duration IDENTITY_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration ROLE_TIMEOUT = Duration.ofSeconds(10);
    private static final InstantSource STEADY = new SteadyClock();

    private final Connections connections;
    private final boolean ownsConnections;
    private final RateLimits limits;
    private final String version;
    private final RequestListener listener;
    private final InstantSource clock;
    private final Function<AwsSession, AwsCredentialsProvider> provider;
    private final RenewableCredentials credentials;
    private final ClientFactory clients;
    private final Map<Target, Requests> requests = new ConcurrentHashMap<>();
    private final Map<QueueUrl, SqsQueue> queues = new ConcurrentHashMap<>();
    private int users = 1;

    /**
     * Makes the caller's own session. It does no I/O yet.
     *
     * @param connections that sessions of roles share, and that are closed with this
     * @param limits of the requests to AWS for each target, retries included
     * @param version of this program, for the User-Agent header
     */
    AwsSession(
            Connections connections, RateLimits limits, String version, RequestListener listener, InstantSource clock) {
        this(connections, true, limits, version, listener, clock, AwsSession::callersCredentials);
    }

    AwsSession(
            Connections connections,
            boolean ownsConnections,
            RateLimits limits,
            String version,
            RequestListener listener,
            InstantSource clock,
            Function<AwsSession, AwsCredentialsProvider> provider) {
        this.connections = connections;
        this.ownsConnections = ownsConnections;
        this.limits = limits;
        this.version = version;
        this.listener = listener;
        this.clock = clock;
        this.provider = provider;
        this.credentials = new RenewableCredentials(() -> provider.apply(this), clock);
        this.clients = new ClientFactory(version, connections, this.credentials);
    }

    /** Returns the session of a role that this one may assume, to be closed before this one. Does no I/O yet. */
    AwsSession assuming(AccountConfig role) {
        return new AwsSession(connections, false, limits, version, listener, clock, session -> {
            Target home = home(role.accountId(), role.partition());
            return new RoleSts(clients.sts(home.region()), newRequests(home), clock).credentials(role);
        });
    }

    /** Returns this session for one more user. */
    synchronized AwsSession share() {
        users++;
        return this;
    }

    /**
     * Returns the session of the same caller under another configuration: this one, shared, where AWS is reached in the same way and trusted
     * by the same certificates. Reads the CA bundle.
     *
     * @throws AwsConfigurationException if the CA bundle cannot be used
     */
    AwsSession next(AwsConfig config, Optional<CaBundle> caBundle) {
        return connections.serve(config, caBundle)
                ? share()
                : new AwsSession(connections.next(config, caBundle), true, limits, version, listener, clock, provider);
    }

    /** Limits the requests for each target to another rate from now on, of all sessions that came of this one. */
    void limit(double requestsPerSecond) {
        limits.change(requestsPerSecond);
    }

    /**
     * Reads what the configuration and the environment name, the CA bundle, the proxies, the profile and the web identity, without asking AWS.
     *
     * @throws AwsConfigurationException if one of them cannot be used
     */
    void check() {
        CallerCredentials.checkProfile(connections.config().profile().orElse(null));
        WebIdentity.ofEnvironment();
        connections.check();
    }

    /** Returns the region of the SDK's own chain: AWS_REGION, the profile, or the machine's own. */
    public Optional<String> defaultRegion() {
        return Regions.ofCaller(connections.config().profile());
    }

    /** Returns whether the environment names a web identity, whose role is the caller's. */
    public boolean hasWebIdentity() {
        return WebIdentity.ofEnvironment().isPresent();
    }

    /**
     * Returns the target as which the question for the caller's account is counted: of the web identity's account where the
     * environment names one, else of an unknown account.
     *
     * @throws AwsConfigurationException if the environment names a web identity whose role is none
     */
    public Target identityTarget(String region) {
        return new Target(
                WebIdentity.ofEnvironment().map(WebIdentity::accountId).orElse(Target.UNKNOWN_ACCOUNT), region);
    }

    /** Returns every region of Bedrock in the partition of the caller's own region, or in the commercial one where there is none. */
    public List<String> regions() {
        return defaultRegion().map(Regions::sameAs).orElseGet(Regions::all);
    }

    /** Asks STS whose credentials these are: the account's twelve digits. */
    public FetchResult<String> callerAccountId(String region) {
        return callerIdentity(region, GetCallerIdentityResponse::account);
    }

    /** Asks STS whose credentials these are: the ARN of a user or of a session of a role. */
    FetchResult<String> callerArn(String region) {
        return callerIdentity(region, GetCallerIdentityResponse::arn);
    }

    private FetchResult<String> callerIdentity(String region, Function<GetCallerIdentityResponse, String> member) {
        Requests counted = requests(identityTarget(region));
        return counted.ask(CALLER_IDENTITY, IDENTITY_TIMEOUT, left -> {
            GetCallerIdentityResponse response = clients.sts(region)
                    .getCallerIdentity(
                            request -> request.overrideConfiguration(override -> override.apiCallTimeout(left)));
            return new FetchResult.Found<>(member.apply(response), counted.serverTime(response));
        });
    }

    /** Returns why other credentials stand in for those of the web identity; empty while none do. */
    Optional<FetchResult.NoAnswer<String>> webIdentityFailure() {
        return credentials.webIdentityFailure().map(AwsFailure::result);
    }

    /** Takes the credentials of this session's role, with which others are asked from then on. Returns the role's ARN. */
    FetchResult<String> takeCredentials(AccountConfig role) {
        Requests counted = requests(home(role.accountId(), role.partition()));
        return counted.ask("AssumeRole", ROLE_TIMEOUT, left -> {
            credentials.resolveCredentials();
            return new FetchResult.Found<>(role.roleArn(), counted.now());
        });
    }

    /** Returns the jobs of a target, asked for within its rate by all who ask. */
    public JobSource jobSource(Target target) {
        return new BedrockJobSource(requests(target), () -> clients.bedrock(target.region()));
    }

    /** Returns the output manifests of a target's jobs, asked for within the same rate as the jobs. */
    public ManifestSource manifestSource(Target target) {
        return new S3ManifestSource(requests(target), () -> clients.s3(target.region()));
    }

    /** Returns the tags of a target's jobs, asked for within the same rate as the jobs. */
    public TagSource tagSource(Target target) {
        return new TaggingApiTagSource(requests(target), () -> clients.tagging(target.region()));
    }

    /** Returns a queue: the same for the same URL, so that it is known whether a queue stays. */
    SqsQueue queue(QueueUrl url) {
        return queues.computeIfAbsent(url, this::newQueue);
    }

    private SqsQueue newQueue(QueueUrl url) {
        RateLimiter limiter = new RateLimiter(SqsQueue.MAX_PER_SECOND, STEADY, Thread::sleep);
        return new SqsQueue(url, new Requests(url.home(), limiter, listener, clock, STEADY), () -> clients.sqs(url));
    }

    @Override
    public void close() {
        if (isLeft()) {
            closeNow();
        }
    }

    /** Returns whether the last user leaves. */
    private synchronized boolean isLeft() {
        users--;
        return users == 0;
    }

    private void closeNow() {
        clients.close();
        credentials.discard();
        if (ownsConnections) {
            connections.close();
        }
    }

    private AwsCredentialsProvider callersCredentials() {
        return CallerCredentials.of(
                connections.config().profile().orElse(null), this::webIdentity, this::signedIn, clock);
    }

    private SsoCredentials signedIn(SsoProfile profile) {
        Target home = home(profile.accountId(), Regions.partition(profile.region()));
        return new SsoCredentials(profile, connections.tokens(), new SsoClients(clients, newRequests(home)), clock);
    }

    private AwsCredentialsProvider webIdentity(WebIdentity identity) {
        Target home = home(identity.accountId(), identity.partition());
        return new RoleSts(clients.unsignedSts(home.region()), newRequests(home), clock).credentials(identity);
    }

    private Target home(String accountId, String partition) {
        return new Target(accountId, defaultRegion().orElseGet(() -> Regions.home(partition)));
    }

    private Requests requests(Target target) {
        return requests.computeIfAbsent(
                target, absent -> new Requests(absent, limits.of(absent), listener, clock, STEADY));
    }

    private Requests newRequests(Target target) {
        return new Requests(target, limits.separate(), listener, clock, STEADY);
    }
}
