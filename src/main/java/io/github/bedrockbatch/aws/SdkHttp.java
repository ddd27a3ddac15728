package io.github.bedrockbatch.aws;

import io.github.bedrockbatch.net.ProxiedHttpClient;
import io.github.bedrockbatch.net.Proxies;
import java.util.Optional;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpService;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.utils.AttributeMap;

/**
 * The HTTP client of clients that the SDK makes by itself, such as the one of STS for a role that a profile names. The SDK's own choice
 * would send https requests to the proxy of http. Found by the SDK through a system property.
 */
public final class SdkHttp implements SdkHttpService {
    /** Has the SDK use it from now on. */
    public static void install() {
        System.setProperty(SdkSystemSetting.SYNC_HTTP_SERVICE_IMPL.property(), SdkHttp.class.getName());
    }

    @Override
    public SdkHttpClient.Builder<?> createHttpClientBuilder() {
        return new Builder();
    }

    private static final class Builder implements SdkHttpClient.Builder<Builder> {
        @Override
        public SdkHttpClient buildWithDefaults(AttributeMap defaults) {
            var trusted = CaBundle.of(Optional.empty(), System.getenv()).map(CaBundle::trustManagers);
            return new ProxiedHttpClient(new Proxies(System.getenv(), System::getProperty), proxy -> {
                Apache5HttpClient.Builder builder = Apache5HttpClient.builder().proxyConfiguration(proxy);
                trusted.ifPresent(managers -> builder.tlsTrustManagersProvider(() -> managers));
                return builder.buildWithDefaults(defaults);
            });
        }
    }
}
