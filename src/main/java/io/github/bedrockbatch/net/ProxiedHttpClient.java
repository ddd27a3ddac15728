package io.github.bedrockbatch.net;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;

/**
 * An HTTP client that sends each request to its endpoint's proxy, or directly. The SDK's own client would have one proxy for all schemes,
 * so there is one client for each way, made when the first request goes that way. Thread-safe.
 */
public final class ProxiedHttpClient implements SdkHttpClient {
    private final Proxies proxies;
    private final Function<ProxyConfiguration, SdkHttpClient> maker;
    private final Map<Optional<Proxy>, SdkHttpClient> clients = new ConcurrentHashMap<>();

    /** @param maker makes a client that sends everything to one proxy, or everything directly */
    public ProxiedHttpClient(Proxies proxies, Function<ProxyConfiguration, SdkHttpClient> maker) {
        this.proxies = proxies;
        this.maker = maker;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        SdkHttpRequest http = request.httpRequest();
        Optional<Proxy> way = proxies.to(http.protocol(), http.host(), http.port());
        return clients.computeIfAbsent(way, this::client).prepareRequest(request);
    }

    @Override
    public String clientName() {
        return "Apache5";
    }

    @Override
    public void close() {
        clients.values().forEach(SdkHttpClient::close);
    }

    private SdkHttpClient client(Optional<Proxy> way) {
        ProxyConfiguration.Builder configuration =
                ProxyConfiguration.builder().useSystemPropertyValues(false).useEnvironmentVariableValues(false);
        way.map(Proxy::address).ifPresent(configuration::endpoint);
        way.flatMap(Proxy::login)
                .ifPresent(login -> configuration
                        .username(login.user())
                        .password(login.password())
                        .preemptiveBasicAuthenticationEnabled(true));
        return maker.apply(configuration.build());
    }
}
