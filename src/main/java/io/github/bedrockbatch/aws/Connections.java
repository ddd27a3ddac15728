package io.github.bedrockbatch.aws;

import io.github.bedrockbatch.aws.notification.SqsQueue;
import io.github.bedrockbatch.net.InvalidProxyException;
import io.github.bedrockbatch.net.ProxiedHttpClient;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** What all clients of all accounts share: the pools of connections, made with the first of them, and the watch over time-outs. */
final class Connections implements AutoCloseable {
    /** More than all targets of an installation ask at once, so that those that hang take no connection of the others. */
    private static final int MAX_CONNECTIONS = 10_000;

    private final AwsSettings settings;
    private final ScheduledExecutorService timeouts = Executors.newScheduledThreadPool(
            1, Thread.ofVirtual().name("aws-timeouts").factory());
    private @Nullable SdkHttpClient http;
    private @Nullable SdkHttpClient patient;

    Connections(AwsSettings settings) {
        this.settings = settings;
    }

    /**
     * Reads the CA bundle and the proxies.
     *
     * @throws AwsConfigurationException if the CA bundle cannot be used, or if a variable or property does not name a proxy
     */
    void check() {
        try {
            settings.proxies().check(settings.schemes());
        } catch (InvalidProxyException e) {
            throw new AwsConfigurationException(String.valueOf(e.getMessage()), e);
        }
        CaFile bundle = settings.caBundle();
        if (bundle != null) {
            CaBundle.trustManagers(bundle);
        }
    }

    synchronized SdkHttpClient http() {
        if (http == null) {
            http = make(settings.readTimeout());
        }
        return http;
    }

    /** For answers that the service holds back on purpose, as long as a long poll. */
    synchronized SdkHttpClient patientHttp() {
        if (patient == null) {
            patient = make(settings.readTimeout().plus(SqsQueue.LONG_POLL));
        }
        return patient;
    }

    ScheduledExecutorService timeouts() {
        return timeouts;
    }

    @Override
    public synchronized void close() {
        timeouts.shutdownNow();
        if (http != null) {
            http.close();
        }
        if (patient != null) {
            patient.close();
        }
    }

    private SdkHttpClient make(Duration readTimeout) {
        var trusted = Optional.ofNullable(settings.caBundle()).map(CaBundle::trustManagers);
        return new ProxiedHttpClient(settings.proxies(), proxy -> {
            Apache5HttpClient.Builder builder = Apache5HttpClient.builder()
                    .connectionTimeout(settings.connectTimeout())
                    .connectionAcquisitionTimeout(settings.connectTimeout())
                    .socketTimeout(readTimeout)
                    .maxConnections(MAX_CONNECTIONS)
                    .proxyConfiguration(proxy);
            trusted.ifPresent(managers -> builder.tlsTrustManagersProvider(() -> managers));
            return builder.build();
        });
    }
}
