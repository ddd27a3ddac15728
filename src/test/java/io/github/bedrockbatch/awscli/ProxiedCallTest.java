package io.github.bedrockbatch.awscli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.aws.testing.CountingProxy;
import io.github.bedrockbatch.aws.testing.TlsEndpoint;
import io.github.bedrockbatch.awscli.testing.RecordedEndpoint;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which way the command goes, counted by a proxy. */
class ProxiedCallTest {
    private static final String LOGIN = "us%40er:p4ss";
    private static final List<String> SECRETS = List.of("p4ss", "dXNAZXI6cDRzcw");

    private final CountingProxy proxy = new CountingProxy();

    @TempDir
    private Path home = Path.of(".");

    @AfterEach
    void close() {
        proxy.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTPS_PROXY=URL | 1 | 0",
                "https_proxy=ADDRESS | 1 | 0",
                "HTTP_PROXY=URL | 0 | 1",
                "HTTP_PROXY=http://127.0.0.1:1 HTTPS_PROXY=URL | 1 | -",
                "HTTP_PROXY=URL HTTPS_PROXY=URL NO_PROXY=127.0.0.0/8 | 0 | 0",
            })
    void endpointsAreReachedByTheProxyOfTheirScheme(String environment, int tunnels, String requests) throws Exception {
        try (TlsEndpoint company = new TlsEndpoint(home);
                RecordedEndpoint plain = RecordedEndpoint.start()) {
            company.ok("{\"status\":\"Completed\"}");
            Run tls = run(
                    environment,
                    company.uri().toString(),
                    "--ca-bundle",
                    company.bundle().toString());
            assertThat(tls.errors()).isEmpty();
            assertThat(tls.exitCode()).isZero();
            assertThat(proxy.asked()).hasSize(tunnels);

            Run http = run(environment, plain.url());
            assertThat(http.exitCode()).isEqualTo(requests.equals("-") ? 255 : 0);
            assertThat(plain.requests()).hasSize(requests.equals("-") ? 0 : 1);
            assertThat(proxy.asked()).hasSize(tunnels + (requests.equals("1") ? 1 : 0));
        }
    }

    @Test
    void debugNamesTheProxyWithoutItsLogin() throws Exception {
        try (RecordedEndpoint plain = RecordedEndpoint.start()) {
            Run run = run("http_proxy=" + proxy.url(LOGIN), plain.url(), "--debug");
            assertThat(run.exitCode()).as(run.errors()).isZero();
            assertThat(run.errors())
                    .contains("debug: proxy http://<redacted>@" + proxy.address())
                    .doesNotContain(SECRETS);
            assertThat(proxy.asked())
                    .extracting(CountingProxy.Asked::authorization)
                    .containsExactly("Basic dXNAZXI6cDRzcw==");
        }
    }

    @Test
    void aProxyThatRefusesIsNoAnswerOfTheService() throws Exception {
        try (CountingProxy strict = new CountingProxy("Basic other");
                RecordedEndpoint plain = RecordedEndpoint.start()) {
            Run run = run("HTTP_PROXY=" + strict.url(LOGIN), plain.url());
            assertThat(run.exitCode()).isEqualTo(255);
            assertThat(run.errors())
                    .startsWith("the proxy requires authentication (407")
                    .doesNotContain(SECRETS);
        }
    }

    @Test
    void aProxyThatIsDownIsNamed() {
        Run run = run("HTTP_PROXY=http://" + LOGIN + "@127.0.0.1:1", "http://127.0.0.1:2");
        assertThat(run.exitCode()).isEqualTo(255);
        assertThat(run.errors())
                .startsWith("http://127.0.0.1:2 through the proxy http://<redacted>@127.0.0.1:1: the connection failed")
                .doesNotContain(SECRETS);
    }

    @Test
    void aMalformedVariableIsAConfigurationError() {
        Run run = run("HTTP_PROXY=http://u:p4ss@host:port", "http://127.0.0.1:2");
        assertThat(run.exitCode()).isEqualTo(253);
        assertThat(run.errors())
                .startsWith("An error occurred (ProxyConfiguration): HTTP_PROXY: \"http://<redacted>@host:<redacted>\":"
                        + " must be the URL of a proxy")
                .doesNotContain(SECRETS);
    }

    private Run run(String environment, String endpoint, String... options) {
        Map<String, String> variables = new HashMap<>(Map.of("AWS_MAX_ATTEMPTS", "1", "HOME", home.toString()));
        Arrays.stream(environment.split(" ", -1))
                .map(pair -> pair.split("=", 2))
                .forEach(pair -> variables.put(
                        pair[0], pair[1].replace("URL", proxy.url()).replace("ADDRESS", proxy.address())));
        List<String> words = new java.util.ArrayList<>(List.of(
                "--region", "us-east-1", "--no-sign-request", "--endpoint-url", endpoint, "--job-identifier", JOB));
        words.addAll(List.of(options));
        return Run.of(variables, home, words);
    }

    private static final String JOB = "arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/full00000001";
}
