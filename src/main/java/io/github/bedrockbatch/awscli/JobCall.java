package io.github.bedrockbatch.awscli;

import io.github.bedrockbatch.net.InvalidProxyException;
import io.github.bedrockbatch.net.Proxies;
import io.github.bedrockbatch.net.Proxy;
import io.github.bedrockbatch.sso.SsoException;
import java.net.URI;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.bedrock.BedrockClientBuilder;
import software.amazon.awssdk.services.bedrock.endpoints.BedrockEndpointProvider;

/** The call itself. */
final class JobCall {
    static final String OPERATION = "GetModelInvocationJob";
    /** Any that the SDK takes: {@link AnswerCapture} sets the real one. */
    private static final String PLACEHOLDER = "_";

    private final Settings settings;
    private final SharedConfiguration shared;
    private final ProcessContext surroundings;
    private final Optional<DebugLog> debug;

    JobCall(Settings settings, SharedConfiguration shared, ProcessContext surroundings, Optional<DebugLog> debug) {
        this.settings = settings;
        this.shared = shared;
        this.surroundings = surroundings;
        this.debug = debug;
    }

    /**
     * Asks for a job.
     *
     * @return the body of the answer
     * @throws CommandException if there are no credentials, no connection, or if the service answers an error
     */
    byte[] ask(String identifier) {
        Proxies proxies = new Proxies(surroundings.environment(), System::getProperty);
        Optional<Proxy> proxy = proxy(proxies);
        debug.ifPresent(log -> log.line("proxy " + proxy.map(Proxy::toString).orElse("none")));
        try (SdkHttpClient http = HttpClients.create(settings, proxies)) {
            AwsCredentialsProvider credentials = credentials(http);
            AnswerCapture answer = new AnswerCapture(identifier);
            try (BedrockClient client = client(http, credentials, answer)) {
                client.getModelInvocationJob(request -> request.jobIdentifier(PLACEHOLDER));
            } catch (AwsServiceException e) {
                throw answered(OPERATION, e);
            } catch (SdkClientException e) {
                throw ConnectionErrors.told(e, settings, proxy);
            }
            if (answer.isTooLong()) {
                throw CommandException.general(
                        "the answer is longer than " + AnswerCapture.MAX_MEBIBYTES
                                + " MiB, the limit of this command; check that the endpoint is Bedrock's",
                        null);
            }
            return answer.body();
        }
    }

    private Optional<Proxy> proxy(Proxies proxies) {
        URI endpoint = settings.endpoint().orElseGet(() -> regional(Region.of(settings.region())));
        try {
            return proxies.to(endpoint.getScheme(), endpoint.getHost(), endpoint.getPort());
        } catch (InvalidProxyException e) {
            throw CommandException.configuration("ProxyConfiguration", String.valueOf(e.getMessage()));
        }
    }

    /** The endpoint of a region, in its partition's domain. */
    private static URI regional(Region region) {
        return BedrockEndpointProvider.defaultProvider()
                .resolveEndpoint(parameters -> parameters.region(region))
                .join()
                .endpointUrl()
                .toUri();
    }

    private AwsCredentialsProvider credentials(SdkHttpClient http) {
        try {
            return taken(http);
        } catch (SsoException e) {
            throw CommandException.configuration("SSO", String.valueOf(e.getMessage()));
        }
    }

    private AwsCredentialsProvider taken(SdkHttpClient http) {
        Credentials.Source source = settings.signed()
                ? new Credentials(shared, new AssumedRoles(shared, surroundings, settings.region(), () -> http)).find()
                : Credentials.anonymous();
        debug.ifPresent(log -> log.line("credentials from " + source.name()));
        try {
            source.provider().resolveCredentials();
            return source.provider();
        } catch (AwsServiceException e) {
            throw answered(source.operation(), e);
        } catch (SdkClientException e) {
            throw source.isLastResort()
                    ? Credentials.none()
                    : CommandException.general("credentials from " + source.name() + ": " + e.getMessage(), e);
        }
    }

    private BedrockClient client(SdkHttpClient http, AwsCredentialsProvider credentials, AnswerCapture answer) {
        ClientOverrideConfiguration.Builder overrides = ClientOverrideConfiguration.builder()
                .defaultProfileFile(shared.file())
                .defaultProfileName(shared.profileName())
                .retryStrategy(AwsRetryStrategy.forRetryMode(settings.retryMode()).toBuilder()
                        .maxAttempts(settings.attempts())
                        .build())
                .addExecutionInterceptor(answer);
        debug.ifPresent(overrides::addExecutionInterceptor);
        BedrockClientBuilder builder = BedrockClient.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(overrides.build());
        settings.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    /** An error without a code, such as a proxy's page, has its status for one. */
    static CommandException answered(String operation, AwsServiceException e) {
        if (e.statusCode() == Proxies.AUTHENTICATION_STATUS) {
            return CommandException.general(Proxies.AUTHENTICATION_REQUIRED, e);
        }
        Optional<AwsErrorDetails> details = Optional.ofNullable(e.awsErrorDetails());
        String code = details.map(AwsErrorDetails::errorCode)
                .filter(word -> !word.isEmpty())
                .orElse(String.valueOf(e.statusCode()));
        String message = details.map(AwsErrorDetails::errorMessage)
                .or(() -> details.map(AwsErrorDetails::sdkHttpResponse).flatMap(response -> response.statusText()))
                .orElse("no message");
        return CommandException.service(code, operation, message, e);
    }
}
