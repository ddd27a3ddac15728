package io.github.bedrockbatch.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which way an environment leads. What differs from the AWS CLI is said beside it. */
class ProxiesTest {
    private static final String HTTPS = "https://bedrock.us-east-1.amazonaws.com";
    private static final String HTTP = "http://127.0.0.1:4566";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "HTTPS_PROXY=http://p:1 | http://p:1 | direct",
                "https_proxy=http://p:1 | http://p:1 | direct",
                "HTTP_PROXY=http://p:1 | direct | http://p:1",
                "http_proxy=http://p:1 | direct | http://p:1",
                "HTTP_PROXY=http://p:1 HTTPS_PROXY=http://q:2 | http://q:2 | http://p:1",
                "HTTPS_PROXY=http://upper:1 https_proxy=http://lower:2 | http://lower:2 | direct",
                "HTTPS_PROXY=http://upper:1 https_proxy= | direct | direct",
                "HTTPS_PROXY= | direct | direct",
                "ALL_PROXY=http://p:1 all_proxy=http://p:1 | direct | direct",
                "HTTPS_PROXY=p:1 | http://p:1 | direct",
                "HTTPS_PROXY=//p:1 | http://p:1 | direct",
                "HTTPS_PROXY=127.0.0.1 | http://127.0.0.1:80 | direct",
                "HTTPS_PROXY=https://p | https://p:443 | direct",
                "HTTPS_PROXY=HTTP://p:1/ | http://p:1 | direct",
                "HTTPS_PROXY=http://[::1]:3128 | http://[::1]:3128 | direct",
                "HTTPS_PROXY=http://u:s@p:1 | http://<redacted>@p:1 | direct",
            })
    void variablesByTheEndpointsScheme(String environment, String https, String http) {
        Map<String, String> variables = pairs(environment);
        assertThat(way(variables, Map.of(), HTTPS)).isEqualTo(https);
        assertThat(way(variables, Map.of(), HTTP)).isEqualTo(http);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bedrock.us-east-1.amazonaws.com | https://bedrock.us-east-1.amazonaws.com | true",
                "BEDROCK.us-east-1.AmazonAWS.com | https://bedrock.us-east-1.amazonaws.com | true",
                "amazonaws.com | https://bedrock.us-east-1.amazonaws.com | true",
                ".amazonaws.com | https://bedrock.us-east-1.amazonaws.com | true",
                ".amazonaws.com | https://amazonaws.com | true",
                "zonaws.com | https://bedrock.us-east-1.amazonaws.com | false",
                "other.com, amazonaws.com | https://bedrock.us-east-1.amazonaws.com | true",
                "amazonaws.com.evil.com | https://bedrock.us-east-1.amazonaws.com | false",
                "localhost | http://127.0.0.1:4566 | false",
                "127.0.0.1 | http://127.0.0.1:4566 | true",
                "127.0.0.1:4566 | http://127.0.0.1:4566 | true",
                "127.0.0.1:4567 | http://127.0.0.1:4566 | false",
                "amazonaws.com:8443 | https://bedrock.us-east-1.amazonaws.com:8443 | true",
                "amazonaws.com:8443 | https://bedrock.us-east-1.amazonaws.com | false",
                "* | https://bedrock.us-east-1.amazonaws.com | true",
                // The AWS CLI knows neither the port of a scheme, nor * among others or before a domain, nor ranges.
                "amazonaws.com:443 | https://bedrock.us-east-1.amazonaws.com | true",
                "localhost,* | https://bedrock.us-east-1.amazonaws.com | true",
                "*.amazonaws.com | https://bedrock.us-east-1.amazonaws.com | true",
                "127.0.0.0/8 | http://127.0.0.1:4566 | true",
                "127.0.0.2/31 | http://127.0.0.1:4566 | false",
                "127.0.0.0/31 | http://127.0.0.1:4566 | true",
                "0.0.0.0/0 | https://bedrock.us-east-1.amazonaws.com | false",
                "0.0.0.0/0 | https://[::1]:1 | false",
                "fd00::/8 | https://[fd12::7]:1 | true",
                "fd00::/8 | https://[fe80::7]:1 | false",
                "10.0.0.0/99 | https://10.0.0.1 | false",
                "::1 | https://[::1]:1 | true",
                "[::1] | https://[0:0:0:0:0:0:0:1]:1 | true",
                "[::1]:1 | https://[::1]:1 | true",
                "[::1]:2 | https://[::1]:1 | false",
            })
    void exceptionsByHostDomainPortAndRange(String noProxy, String endpoint, boolean direct) {
        Map<String, String> proxies = Map.of("HTTP_PROXY", "p:1", "HTTPS_PROXY", "p:1");
        for (String name : new String[] {"NO_PROXY", "no_proxy"}) {
            Map<String, String> variables = new HashMap<>(proxies);
            variables.put(name, noProxy);
            assertThat(way(variables, Map.of(), endpoint)).isEqualTo(direct ? "direct" : "http://p:1");
        }
        assertThat(way(proxies, Map.of(), endpoint)).isEqualTo("http://p:1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "https.proxyHost=p https.proxyPort=1 ; http://p:1 ; http://env:2",
                "http.proxyHost=p http.proxyPort=1 ; http://env:1 ; http://p:1",
                "https.proxyHost=p ; http://p:443 ; http://env:2",
                "https.proxyHost=p https.proxyUser=u https.proxyPassword=s ; http://<redacted>@p:443 ; http://env:2",
                "https.proxyHost=p http.nonProxyHosts=*.amazonaws.com|x ; direct ; http://env:2",
                "https.proxyHost=p http.nonProxyHosts=amazonaws.com ; http://p:443 ; http://env:2",
                "http.proxyHost=p http.nonProxyHosts=127.* ; http://env:1 ; direct",
            })
    void propertiesTakePrecedenceOverVariables(String properties, String https, String http) {
        Map<String, String> variables =
                Map.of("HTTPS_PROXY", "http://env:1", "HTTP_PROXY", "http://env:2", "NO_PROXY", "p");
        assertThat(way(variables, pairs(properties), HTTPS)).isEqualTo(https);
        assertThat(way(variables, pairs(properties), HTTP)).isEqualTo(http);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://u:s@p:1 | u | s",
                "u:s@p:1 | u | s",
                "http://u@p:1 | u | ''",
                "http://us%40er:p%3Aa%2Fs%25s+%C3%A9@p:1 | us@er | p:a/s%s+é",
                "http://u:p@s:s%@p:1 | u | p@s:s%",
            })
    void theLoginIsDecoded(String url, String user, String password) {
        assertThat(new Proxies(Map.of("HTTPS_PROXY", url), name -> null).to("https", "host", -1))
                .flatMap(Proxy::login)
                .contains(new Proxy.Login(user, password));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://host:99999 | http://host:99999",
                "http://host:0 | http://host:0",
                "http:// | http://",
                "socks5://host:1080 | socks5://host:1080",
                "http://user:s3cret@ | http://<redacted>@",
                "http://user:s3cret | http://user:<redacted>",
                "user:s3/cret@host:3128 | <redacted>@host:3128",
                "http://user:12/s3cret@host:3128 | http://<redacted>@host:3128",
                "http://ho st:1 | http://ho st:1",
                "http://under_score:1 | http://under_score:1",
            })
    void whatIsNoProxyIsNamedWithoutItsSecrets(String url, String shown) {
        Proxies wrong = new Proxies(Map.of("https_proxy", url), name -> null);
        assertThatThrownBy(() -> wrong.check(Set.of("https")))
                .isInstanceOf(InvalidProxyException.class)
                .hasMessageStartingWith("https_proxy: \"" + shown + "\": must be the URL of a proxy, such as http://")
                .hasMessageEndingWith("; correct or unset https_proxy")
                .message()
                .doesNotContain("s3");
        assertThatThrownBy(() -> wrong.to("https", "host", -1)).isInstanceOf(InvalidProxyException.class);
        wrong.check(Set.of("http"));
        assertThat(wrong.to("http", "host", -1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"http.proxyHost, not a host", "http.proxyPort, 99999", "http.proxyPort, http"})
    void aWrongPropertyIsNamed(String name, String value) {
        Map<String, String> properties = new HashMap<>(Map.of("http.proxyHost", "p"));
        properties.put(name, value);
        Proxies wrong = new Proxies(Map.of(), properties::get);
        assertThatThrownBy(() -> wrong.check(Set.of("http")))
                .hasMessageStartingWith(name + ": \"" + value + "\": must be the ");
    }

    @Test
    void noLoginIsInAText() {
        Optional<Proxy> proxy =
                new Proxies(Map.of("HTTPS_PROXY", "http://user:s3cret@p:1"), name -> null).to("https", "host", -1);
        assertThat(proxy.toString()).doesNotContain("user", "s3cret");
        assertThat(proxy.flatMap(Proxy::login).toString()).doesNotContain("user", "s3cret");
    }

    private static String way(Map<String, String> variables, Map<String, String> properties, String endpoint) {
        URI uri = URI.create(endpoint);
        return new Proxies(variables, properties::get)
                .to(uri.getScheme(), uri.getHost(), uri.getPort())
                .map(Proxy::toString)
                .orElse("direct");
    }

    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new HashMap<>();
        Arrays.stream(text.split(" ", -1)).map(pair -> pair.split("=", 2)).forEach(pair -> pairs.put(pair[0], pair[1]));
        return pairs;
    }
}
