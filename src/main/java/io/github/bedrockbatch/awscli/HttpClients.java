package io.github.bedrockbatch.awscli;

import io.github.bedrockbatch.net.JdkTrust;
import io.github.bedrockbatch.net.ProxiedHttpClient;
import io.github.bedrockbatch.net.Proxies;
import io.github.bedrockbatch.net.TrustedCertificates;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
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
                settings.verified() ? settings.caBundle().map(HttpClients::trusted) : Optional.empty();
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
        TrustManager[] managers = trusted.orElseGet(JdkTrust::managers);
        return builder.tlsTrustManagersProvider(() -> managers).build();
    }

    /** @throws CommandException if the file cannot be read, or holds no certificate */
    private static TrustManager[] trusted(Path pem) {
        try {
            return TrustedCertificates.read(pem);
        } catch (NoSuchFileException e) {
            throw CommandException.general(
                    pem + ": there is no such CA bundle; correct --ca-bundle or AWS_CA_BUNDLE", e);
        } catch (IOException | GeneralSecurityException e) {
            throw CommandException.general(
                    pem + ": the CA bundle must hold one or more certificates in PEM form: " + e.getMessage(), e);
        }
    }
}
