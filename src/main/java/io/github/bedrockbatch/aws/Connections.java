package io.github.bedrockbatch.aws;

import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/** What all clients of all accounts share: the pool of connections, made with the first of them, and the watch over time-outs. */
final class Connections implements AutoCloseable {
    private static final int MOST = 200;

    private final AwsSettings settings;
    private final ScheduledExecutorService timeouts = Executors.newScheduledThreadPool(
            1, Thread.ofVirtual().name("aws-timeouts").factory());
    private @Nullable SdkHttpClient http;

    Connections(AwsSettings settings) {
        this.settings = settings;
    }

    /** @throws AwsConfigurationException if the CA bundle cannot be used */
    void check() {
        Path bundle = settings.caBundle();
        if (bundle != null) {
            CaBundle.trustManagers(bundle);
        }
    }

    synchronized SdkHttpClient http() {
        if (http == null) {
            http = make();
        }
        return http;
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
    }

    private SdkHttpClient make() {
        Apache5HttpClient.Builder builder = Apache5HttpClient.builder()
                .connectionTimeout(settings.connectTimeout())
                .connectionAcquisitionTimeout(settings.connectTimeout())
                .socketTimeout(settings.readTimeout())
                .maxConnections(MOST);
        Path bundle = settings.caBundle();
        if (bundle != null) {
            var trustManagers = CaBundle.trustManagers(bundle);
            builder.tlsTrustManagersProvider(() -> trustManagers);
        }
        return builder.build();
    }
}
