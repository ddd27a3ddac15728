package io.github.bedrockbatch.net;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The proxies of this process, by the endpoint's scheme: the properties {@code https.proxyHost} and {@code http.proxyHost}, else the
 * variables HTTPS_PROXY and HTTP_PROXY. A lower-case variable takes precedence over an upper-case one, and an empty one means no proxy, as
 * in the AWS CLI. ALL_PROXY is not read, as in the AWS CLI.
 *
 * @see <a href="https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/http-configuration-apache.html">Precedence in the AWS SDK
 *     for Java</a>
 */
public final class Proxies {
    /** What to do about a proxy that refuses a login. Which of the places was used depends on the endpoint's scheme. */
    public static final String AUTHENTICATION_REQUIRED =
            "the proxy requires authentication (407 Proxy Authentication Required): correct user and password in"
                    + " HTTPS_PROXY or HTTP_PROXY, or in the Java properties https.proxyUser and https.proxyPassword or"
                    + " http.proxyUser and http.proxyPassword";

    /** The status of an answer by which a proxy refuses a login. */
    public static final int AUTHENTICATION_STATUS = 407;

    /** Every endpoint is reached directly. */
    public static final Proxies NONE = new Proxies(Map.of(), name -> null);

    private static final Map<String, Integer> PORTS = Map.of("http", 80, "https", 443);

    private final Map<String, String> variables;
    private final Function<String, @Nullable String> properties;

    /**
     * Finds the proxies of an environment. Reads it with each call, but not before.
     *
     * @param properties gives the value of a system property, or null
     */
    public Proxies(Map<String, String> variables, Function<String, @Nullable String> properties) {
        this.variables = Map.copyOf(variables);
        this.properties = properties;
    }

    /**
     * Finds the proxy of an endpoint; empty if it is reached directly.
     *
     * @param scheme {@code http} or {@code https}
     * @param port zero or less: the scheme's
     * @throws InvalidProxyException if what should name it is malformed
     */
    public Optional<Proxy> to(String scheme, String host, int port) {
        String protocol = scheme.toLowerCase(Locale.ROOT);
        NoProxy endpoint = NoProxy.of(host, port > 0 ? port : defaultPort(protocol));
        Optional<Proxy> proxy = ofProperties(protocol);
        if (proxy.isPresent()) {
            return proxy.filter(found -> property("http.nonProxyHosts")
                    .filter(endpoint::isInProperty)
                    .isEmpty());
        }
        return variable("no_proxy").filter(list -> endpoint.isIn(list.value())).isPresent()
                ? Optional.empty()
                : ofVariables(protocol);
    }

    /**
     * Reads what names the proxies of endpoints.
     *
     * @param schemes of the endpoints, {@code http} or {@code https}
     * @throws InvalidProxyException if a variable or property that serves one of them is malformed
     */
    public void check(Set<String> schemes) {
        schemes.forEach(scheme -> Objects.requireNonNull(configured(scheme.toLowerCase(Locale.ROOT))));
    }

    static int defaultPort(String scheme) {
        return PORTS.getOrDefault(scheme, 0);
    }

    private Optional<Proxy> configured(String scheme) {
        return ofProperties(scheme).or(() -> ofVariables(scheme));
    }

    private Optional<Proxy> ofVariables(String scheme) {
        return variable(scheme + "_proxy").map(variable -> Proxy.parse(variable.name(), variable.value()));
    }

    private record Variable(String name, String value) {}

    private Optional<Variable> variable(String lowerCase) {
        String name = variables.containsKey(lowerCase) ? lowerCase : lowerCase.toUpperCase(Locale.ROOT);
        return Optional.ofNullable(variables.get(name))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .map(value -> new Variable(name, value));
    }

    private Optional<Proxy> ofProperties(String scheme) {
        String name = scheme + ".proxyHost";
        return property(name)
                .map(host -> Proxy.of("http", host, port(scheme), login(scheme))
                        .orElseThrow(() -> new InvalidProxyException(
                                name, Proxy.shown(host), "must be the host name or address of a proxy")));
    }

    private int port(String scheme) {
        String name = scheme + ".proxyPort";
        Optional<String> text = property(name);
        if (text.isEmpty()) {
            return defaultPort(scheme);
        }
        return text.filter(value -> value.matches("[0-9]{1,5}"))
                .map(Integer::valueOf)
                .filter(Proxy::isPort)
                .orElseThrow(() -> new InvalidProxyException(
                        name, Proxy.shown(text.get()), "must be the port of a proxy, from 1 to 65535"));
    }

    private Optional<Proxy.Login> login(String scheme) {
        return property(scheme + ".proxyUser")
                .map(user -> new Proxy.Login(
                        user, property(scheme + ".proxyPassword").orElse("")));
    }

    private Optional<String> property(String name) {
        return Optional.ofNullable(properties.apply(name)).map(String::strip).filter(value -> !value.isEmpty());
    }
}
