package io.github.bedrockbatch.aws;

import io.github.bedrockbatch.aws.bedrock.AwsFailure;
import io.github.bedrockbatch.aws.bedrock.BedrockJobSource;
import io.github.bedrockbatch.aws.bedrock.RateLimiter;
import io.github.bedrockbatch.aws.bedrock.ServerTime;
import io.github.bedrockbatch.poll.FetchResult;
import io.github.bedrockbatch.poll.JobSource;
import io.github.bedrockbatch.poll.RequestListener;
import io.github.bedrockbatch.poll.Target;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** One way of being known to AWS: credentials, an HTTP client that all share, and the clients made of them when first used. */
public final class AwsSession implements AutoCloseable {
    private static final Duration IDENTITY_TIMEOUT = Duration.ofSeconds(10);

    private final AwsSettings settings;
    private final RequestListener listener;
    private final InstantSource clock;
    private final ClientFactory clients;
    private final Map<String, BedrockClient> bedrock = new ConcurrentHashMap<>();
    private final Map<Target, JobSource> sources = new ConcurrentHashMap<>();

    /**
     * Does no I/O yet.
     *
     * @param version of this program, for the User-Agent header
     */
    public AwsSession(AwsSettings settings, String version, RequestListener listener, InstantSource clock) {
        this(settings, version, listener, clock, null);
    }

    AwsSession(
            AwsSettings settings,
            String version,
            RequestListener listener,
            InstantSource clock,
            @Nullable AwsCredentialsProvider credentials) {
        this.settings = settings;
        this.listener = listener;
        this.clock = clock;
        this.clients = new ClientFactory(settings, version, credentials);
    }

    /**
     * Reads what the settings name on this machine, the CA bundle and the profile, without asking AWS.
     *
     * @throws AwsConfigurationException if one of them cannot be used
     */
    public void check() {
        clients.check();
    }

    /** The region of the SDK's own chain: AWS_REGION, the profile, or the machine's own. */
    public Optional<String> defaultRegion() {
        return clients.defaultRegion();
    }

    /** Every region of Bedrock in the partition of the caller's own region, or in the commercial one where there is none. */
    public List<String> regions() {
        return defaultRegion().map(Regions::sameAs).orElseGet(Regions::all);
    }

    /** Asks STS whose credentials these are: the account's twelve digits. */
    public FetchResult<String> callerAccountId(String region) {
        try (StsClient sts = clients.sts(region)) {
            GetCallerIdentityResponse response = sts.getCallerIdentity(
                    request -> request.overrideConfiguration(override -> override.apiCallTimeout(IDENTITY_TIMEOUT)));
            return new FetchResult.Found<>(response.account(), ServerTime.of(response, clock));
        } catch (RuntimeException e) {
            return AwsFailure.result(e);
        }
    }

    /** The jobs of a target; the same source each time, so that its rate holds for all who ask. */
    public JobSource jobSource(Target target) {
        return sources.computeIfAbsent(target, this::newSource);
    }

    @Override
    public void close() {
        bedrock.values().forEach(BedrockClient::close);
        clients.close();
    }

    private JobSource newSource(Target target) {
        return new BedrockJobSource(
                target,
                () -> bedrock.computeIfAbsent(target.region(), clients::bedrock),
                new RateLimiter(settings.requestsPerSecond(), clock, Thread::sleep),
                listener,
                clock);
    }
}
