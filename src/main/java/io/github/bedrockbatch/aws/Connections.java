package io.github.bedrockbatch.aws;

import io.github.bedrockbatch.aws.notification.SqsQueue;
import io.github.bedrockbatch.config.AwsConfig;
import io.github.bedrockbatch.config.AwsService;
import io.github.bedrockbatch.net.InvalidProxyException;
import io.github.bedrockbatch.net.ProxiedHttpClient;
import io.github.bedrockbatch.net.Proxies;
import io.github.bedrockbatch.sso.TokenCache;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** What all clients of all accounts share: the pools of connections, made with the first of them, and the watch over time-outs. */
final class Connections implements AutoCloseable {
    /** More than all targets of an installation ask at once, so that those that hang take no connection of the others. */
    private static final int MAX_CONNECTIONS = 10_000;

    private static final List<AwsService> SERVICES = List.of(AwsService.values());

    /** What is trusted; empty for the JDK's certificates. */
    private record Trust(Optional<TrustManager[]> managers) {}

    private final AwsConfig config;
    private final Optional<CaBundle> caBundle;
    private final Proxies proxies;
    private final TokenCache tokens;
    private final ScheduledExecutorService timeouts = Executors.newScheduledThreadPool(
            1, Thread.ofVirtual().name("aws-timeouts").factory());
    private @Nullable Trust trust;
    private @Nullable SdkHttpClient http;
    private @Nullable SdkHttpClient patient;
    private boolean closed;

    /**
     * Does no I/O yet.
     *
     * @param caBundle whose certificates are trusted; empty for the JDK's
     * @param proxies by which endpoints are reached
     * @param tokens of the user's sign-ins to IAM Identity Center
     */
    Connections(AwsConfig config, Optional<CaBundle> caBundle, Proxies proxies, TokenCache tokens) {
        this.config = config;
        this.caBundle = caBundle;
        this.proxies = proxies;
        this.tokens = tokens;
    }

    /** Returns connections that use the proxies of an environment, and its CA bundle where none is configured. */
    static Connections of(AwsConfig config, Map<String, String> environment) {
        return new Connections(
                config,
                CaBundle.of(config.caBundle(), environment),
                new Proxies(environment, System::getProperty),
                TokenCache.of(environment));
    }

    /**
     * Returns whether these connections serve another configuration as well: AWS is reached in the same way, and the CA bundle, which is read
     * again, holds the same certificates.
     *
     * @throws AwsConfigurationException if the CA bundle cannot be used
     */
    boolean serve(AwsConfig other, Optional<CaBundle> bundle) {
        return certificates(bundle.map(CaBundle::trustManagers)).equals(certificates(trusted()))
                && config.withoutAccounts().equals(other.withoutAccounts());
    }

    /** Returns connections of another configuration, by the same proxies. Does no I/O yet. */
    Connections next(AwsConfig other, Optional<CaBundle> bundle) {
        return new Connections(other, bundle, proxies, tokens);
    }

    private static Optional<Set<X509Certificate>> certificates(Optional<TrustManager[]> managers) {
        return managers.map(CaBundle::certificates);
    }

    /** Returns what is trusted, which is read once, so that it is known what the connections were made with. */
    private synchronized Optional<TrustManager[]> trusted() {
        Trust present = trust;
        if (present == null) {
            present = new Trust(caBundle.map(CaBundle::trustManagers));
            trust = present;
        }
        return present.managers();
    }

    /** Returns how AWS is reached. */
    AwsConfig config() {
        return config;
    }

    /** Returns where the tokens of sign-ins to IAM Identity Center are. */
    TokenCache tokens() {
        return tokens;
    }

    /**
     * Reads the CA bundle and the proxies.
     *
     * @throws AwsConfigurationException if the CA bundle cannot be used, or if a variable or property does not name a proxy
     */
    void check() {
        try {
            proxies.check(schemes());
        } catch (InvalidProxyException e) {
            throw new AwsConfigurationException(String.valueOf(e.getMessage()), e);
        }
        var _ = trusted();
    }

    synchronized SdkHttpClient http() {
        if (http == null) {
            http = make(config.readTimeout());
        }
        return http;
    }

    /** Returns connections for answers that the service holds back on purpose, as long as a long poll. */
    synchronized SdkHttpClient patientHttp() {
        if (patient == null) {
            patient = make(config.readTimeout().plus(SqsQueue.LONG_POLL));
        }
        return patient;
    }

    ScheduledExecutorService timeouts() {
        return timeouts;
    }

    @Override
    public synchronized void close() {
        closed = true;
        timeouts.shutdownNow();
        if (http != null) {
            http.close();
        }
        if (patient != null) {
            patient.close();
        }
    }

    /** Returns the schemes by which the services are reached: {@code https} where AWS's own endpoints are used. */
    private Set<String> schemes() {
        return SERVICES.stream()
                .map(service -> config.endpoint(service).map(URI::getScheme).orElse("https"))
                .collect(Collectors.toUnmodifiableSet());
    }

    private SdkHttpClient make(Duration readTimeout) {
        if (closed) {
            throw new IllegalStateException("the connections are closed");
        }
        Optional<TrustManager[]> managers = trusted();
        return new ProxiedHttpClient(proxies, proxy -> {
            Apache5HttpClient.Builder builder = Apache5HttpClient.builder()
                    .connectionTimeout(config.connectTimeout())
                    .connectionAcquisitionTimeout(config.connectTimeout())
                    .socketTimeout(readTimeout)
                    .maxConnections(MAX_CONNECTIONS)
                    .proxyConfiguration(proxy);
            managers.ifPresent(trust -> builder.tlsTrustManagersProvider(() -> trust));
            return builder.build();
        });
    }
}
