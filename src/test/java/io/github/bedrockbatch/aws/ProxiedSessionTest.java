package io.github.bedrockbatch.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.aws.notification.QueueUrl;
import io.github.bedrockbatch.aws.testing.CountingProxy;
import io.github.bedrockbatch.aws.testing.TlsEndpoint;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.manifest.ManifestResult;
import io.github.bedrockbatch.net.Proxies;
import io.github.bedrockbatch.notification.NotificationQueue;
import io.github.bedrockbatch.source.FetchResult;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which way requests really go, counted by a proxy. */
final class ProxiedSessionTest extends EndpointFixture {
    private static final String BASIC =
            "Basic " + Base64.getEncoder().encodeToString("us@er:p:ss".getBytes(StandardCharsets.UTF_8));

    private final CountingProxy proxy = new CountingProxy();

    @TempDir
    private Path directory = Path.of(".");

    @AfterEach
    void closeProxy() {
        proxy.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTPS_PROXY=URL | 1",
                "https_proxy=ADDRESS | 1",
                "HTTP_PROXY=URL | 0",
                "HTTP_PROXY=http://127.0.0.1:1 HTTPS_PROXY=URL | 1",
                "HTTPS_PROXY=URL NO_PROXY=127.0.0.1 | 0",
                "HTTPS_PROXY=URL NO_PROXY=127.0.0.0/8 | 0",
                "HTTPS_PROXY=URL NO_PROXY=10.0.0.0/8 | 1",
            })
    void anHttpsEndpointIsReachedByItsProxy(String environment, int tunnels) throws Exception {
        try (TlsEndpoint company = new TlsEndpoint(directory)) {
            company.ok(JOB).ok(JOB);
            try (AwsSession session = session(company.uri(), variables(environment), company.bundle())) {
                session.check();
                assertThat(get(session)).isInstanceOf(FetchResult.Found.class);
                assertThat(get(session)).isInstanceOf(FetchResult.Found.class);
            }
            assertThat(lines())
                    .hasSize(tunnels)
                    .allMatch(("CONNECT " + company.uri().getAuthority())::equals);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP_PROXY=URL | 1",
                "HTTPS_PROXY=URL | 0",
                "HTTP_PROXY=URL no_proxy=* | 0",
            })
    void anHttpEndpointIsReachedByItsProxy(String environment, int requests) {
        endpoint.ok(JOB);
        try (AwsSession session = session(endpoint.uri(), variables(environment), null)) {
            assertThat(get(session)).isInstanceOf(FetchResult.Found.class);
        }
        assertThat(lines()).hasSize(requests).allMatch(line -> line.startsWith("GET " + endpoint.uri() + "/model-"));
        assertThat(endpoint.asked()).hasSize(1);
    }

    @Test
    void aProxyMayItselfBeReachedOverTls() throws Exception {
        try (TlsEndpoint company = new TlsEndpoint(directory);
                CountingProxy secure = new CountingProxy(company.sockets())) {
            company.ok(JOB);
            Map<String, String> variables = Map.of("HTTPS_PROXY", secure.url());
            try (AwsSession session = session(company.uri(), variables, company.bundle())) {
                assertThat(get(session)).isInstanceOf(FetchResult.Found.class);
            }
            assertThat(secure.asked()).hasSize(1);
        }
    }

    @Test
    void theLoginIsSentWithTheFirstRequest() throws Exception {
        try (TlsEndpoint company = new TlsEndpoint(directory);
                CountingProxy strict = new CountingProxy(BASIC)) {
            company.ok(JOB);
            endpoint.ok(JOB);
            String url = strict.url("us%40er:p:ss");
            Map<String, String> variables = Map.of("HTTPS_PROXY", url, "HTTP_PROXY", url);
            try (AwsSession tls = session(company.uri(), variables, company.bundle());
                    AwsSession plain = session(endpoint.uri(), variables, null)) {
                assertThat(get(tls)).isInstanceOf(FetchResult.Found.class);
                assertThat(get(plain)).isInstanceOf(FetchResult.Found.class);
            }
            assertThat(strict.asked())
                    .extracting(CountingProxy.Asked::authorization)
                    .containsExactly(BASIC, BASIC);
            assertThat(endpoint.asked()).hasSize(1);
        }
    }

    @Test
    void aUserWithoutAPasswordIsSent() {
        String user = "Basic " + Base64.getEncoder().encodeToString("user:".getBytes(StandardCharsets.UTF_8));
        try (CountingProxy strict = new CountingProxy(user)) {
            endpoint.ok(JOB);
            try (AwsSession session = session(endpoint.uri(), Map.of("http_proxy", strict.url("user")), null)) {
                assertThat(get(session)).isInstanceOf(FetchResult.Found.class);
            }
            assertThat(strict.asked()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"http", "https"})
    void aLoginThatIsRefusedSaysSoWithoutIt(String scheme) {
        try (CountingProxy strict = new CountingProxy(BASIC)) {
            Map<String, String> variables = Map.of(scheme + "_proxy", strict.url("other:s3cret"));
            URI uri = URI.create(scheme + "://127.0.0.1:" + endpoint.uri().getPort());
            try (AwsSession session = session(uri, variables, null)) {
                assertThat(get(session).toString())
                        .contains("the proxy requires authentication (407")
                        .doesNotContain("s3cret");
            }
            assertThat(endpoint.asked()).isEmpty();
        }
    }

    @Test
    void aProxyThatIsDownIsNamed() {
        try (AwsSession session = session(endpoint.uri(), Map.of("HTTP_PROXY", "http://u:s3cret@127.0.0.1:1"), null)) {
            assertThat(get(session).toString()).contains("127.0.0.1:1").doesNotContain("s3cret");
        }
        assertThat(endpoint.asked()).isEmpty();
    }

    @Test
    void everyServiceIsReachedByIt() {
        endpoint.ok("<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account>"
                + "</GetCallerIdentityResult></GetCallerIdentityResponse>");
        endpoint.ok("{}").ok(JOB).ok("{\"inputTokenCount\":1}");
        URI queueUrl = URI.create("https://sqs.us-east-1.amazonaws.com/123456789012/jobs");
        try (AwsSession session = session(endpoint.uri(), Map.of("http_proxy", proxy.url()), null)) {
            assertThat(session.callerAccountId("us-east-1")).isInstanceOf(FetchResult.Found.class);
            NotificationQueue queue = session.queue(QueueUrl.parse(queueUrl, Optional::empty));
            assertThat(found(queue.receive())).isEmpty();
            JobSnapshot job = found(get(session));
            assertThat(session.manifestSource(TARGET).read(job, LONG)).isInstanceOf(ManifestResult.Read.class);
        }
        assertThat(lines()).hasSize(4).hasSameSizeAs(endpoint.asked());
    }

    @Test
    void aMalformedVariableIsAConfigurationError() {
        try (AwsSession wrong = session(endpoint.uri(), Map.of("HTTP_PROXY", "http://u:s3cret@host:port"), null)) {
            assertThatThrownBy(wrong::check)
                    .isInstanceOf(AwsConfigurationException.class)
                    .hasMessageStartingWith("HTTP_PROXY: \"http://<redacted>@host:<redacted>\": must be");
        }
    }

    @Test
    void aMalformedVariableThatServesNoEndpointIsNoError() {
        try (AwsSession http = session(endpoint.uri(), Map.of("HTTPS_PROXY", "http://host:port"), null)) {
            assertThatCode(http::check).doesNotThrowAnyException();
        }
    }

    private AwsSession session(URI uri, Map<String, String> variables, @Nullable Path bundle) {
        Connections connections = Reach.at(uri)
                .trusting(bundle)
                .by(new Proxies(variables, name -> null))
                .connections();
        return new AwsSession(
                connections,
                true,
                Reach.limits(1000),
                "1.2.3",
                (target, operation, took, code) -> {},
                InstantSource.system(),
                session -> DUMMY);
    }

    private Map<String, String> variables(String text) {
        Map<String, String> variables = new HashMap<>();
        Arrays.stream(text.split(" ", -1))
                .map(pair -> pair.split("=", 2))
                .forEach(pair -> variables.put(
                        pair[0], pair[1].replace("URL", proxy.url()).replace("ADDRESS", proxy.address())));
        return variables;
    }

    private List<String> lines() {
        return proxy.asked().stream().map(CountingProxy.Asked::line).toList();
    }

    private static FetchResult<JobSnapshot> get(AwsSession session) {
        return session.jobSource(TARGET).get(ARN, LONG);
    }
}
