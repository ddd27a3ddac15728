package io.github.bedrockbatch.awscli;

import io.github.bedrockbatch.net.ProxiedHttpClient;
import io.github.bedrockbatch.net.Proxies;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.utils.AttributeMap;

/** The HTTP client, with the time-outs and the certificates of the settings. */
final class HttpClients {
    private HttpClients() {}

    static SdkHttpClient create(Settings settings, Proxies proxies) {
        Optional<TrustManager[]> trusted =
                settings.verified() ? settings.caBundle().map(TrustedCertificates::read) : Optional.empty();
        return new ProxiedHttpClient(proxies, proxy -> create(settings, trusted, proxy));
    }

    private static SdkHttpClient create(Settings settings, Optional<TrustManager[]> trusted, ProxyConfiguration proxy) {
        Apache5HttpClient.Builder builder = Apache5HttpClient.builder()
                .connectionTimeout(settings.connectTimeout())
                .socketTimeout(settings.readTimeout())
                .proxyConfiguration(proxy);
        if (!settings.verified()) {
            return builder.buildWithDefaults(AttributeMap.builder()
                    .put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, true)
                    .build());
        }
        trusted.ifPresent(managers -> builder.tlsTrustManagersProvider(() -> managers));
        return builder.build();
    }
}
