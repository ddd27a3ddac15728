package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.web.testing.TestAuthority;
import io.github.bedrockbatch.web.testing.TestAuthority.Issued;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program with a web file: what it serves, what its health check asks, and what it says of a wrong file. */
class WebConfigIT {
    /** Of "secret". */
    private static final String HASH = "$2a$04$sr0xasioMcAr69Ted5i66OXEyVX/lSBQEBNUIfkoW3Rc9OvDJ6FnO";

    private static final String PAIR = "tls_server_config:\n  cert_file: tls/c.pem\n  key_file: tls/k.pem\n";

    @TempDir
    private Path directory = Path.of(".");

    private final TestAuthority authority = TestAuthority.create("authority");

    @BeforeEach
    void files() throws IOException {
        Files.createDirectories(directory.resolve("tls"));
        write("config.yml", """
                discovery: [{regions: [us-east-1]}]
                aws: {endpoint_url: "http://127.0.0.1:1"}
                store: {type: memory}
                """);
        write("tls/ca.pem", authority.pem());
        issue("server");
    }

    @Test
    void servesOverTlsToUsersAndTakesAnotherCertificate() throws IOException, InterruptedException {
        write("web.yml", PAIR + "basic_auth_users: {alice: " + HASH + "}\n");
        try (ExporterProcess exporter = daemon()) {
            assertThat(exporter.awaitReady().output()).anyMatch(line -> line.contains("metrics at https://"));
            int port = exporter.port().orElseThrow();

            assertThat(ask(port, "/metrics", "alice:secret", null).statusCode()).isEqualTo(200);
            assertThat(ask(port, "/metrics", "alice:guess", null).statusCode()).isEqualTo(401);
            assertThat(ask(port, "/-/ready", "", null).statusCode()).isEqualTo(200);
            assertThat(healthcheck(port)).isEqualTo(1);
            assertThat(healthcheck(port, "--web.config.file=web.yml")).isZero();
            assertThat(healthcheck(port, "--web.config.file=web.yml", "--ready"))
                    .isZero();

            issue("renewed");
            await("the renewed certificate")
                    .atMost(ExporterProcess.PATIENCE)
                    .until(() -> subject(ask(port, "/-/healthy", "", null)).equals("CN=renewed"));
            assertThat(exporter.terminate()).isZero();
            assertThat(String.join("\n", exporter.output()))
                    .contains("web.yml: reloaded")
                    .doesNotContain(HASH);
        }
    }

    @Test
    void asksForCertificatesAndItsHealthCheckHasOne() throws IOException, InterruptedException {
        write("web.yml", PAIR + "  client_ca_file: tls/ca.pem\n  client_auth_type: RequireAndVerifyClientCert\n");
        try (ExporterProcess exporter = daemon()) {
            int port = exporter.awaitReady().port().orElseThrow();

            assertThat(ask(port, "/", "", authority.issue("client", "RSA")).statusCode())
                    .isEqualTo(200);
            assertThatThrownBy(() -> ask(port, "/", "", null)).isInstanceOf(IOException.class);
            assertThat(healthcheck(port, "--web.config.file=web.yml", "--ready"))
                    .isZero();
        }
    }

    /** Another server's certificate is not trusted, even of the same authority. */
    @Test
    void theHealthCheckTrustsOneCertificate() throws IOException {
        write("web.yml", PAIR);
        try (ExporterProcess exporter = daemon()) {
            int port = exporter.awaitReady().port().orElseThrow();
            Issued other = authority.issue("other", "EC", "ip:127.0.0.1");
            write("tls/other.pem", other.certificatePem());
            write("other.yml", PAIR.replace("c.pem", "other.pem"));

            try (ExporterProcess check = check(port, "--web.config.file=other.yml")) {
                assertThat(check.awaitExit()).isEqualTo(1);
                assertThat(check.errors())
                        .singleElement()
                        .asString()
                        .startsWith("https://127.0.0.1:" + port + "/-/healthy: not healthy: ")
                        .contains("the server shows another certificate than the web file names");
            }
        }
    }

    @Test
    void listsEveryErrorAndNoSecret() throws IOException {
        write("web.yml", PAIR + "  min_version: TLS9\nbasic_auth_users: {alice: hunter2}\nrate_limits: {}\n");
        for (String flag : List.of("--config.check", "--web.listen-address=127.0.0.1:0")) {
            try (ExporterProcess exporter =
                    ExporterProcess.start(directory, "--config.file=config.yml", "--web.config.file=web.yml", flag)) {
                assertThat(exporter.awaitExit()).isEqualTo(2);
                assertThat(exporter.errors())
                        .containsExactly(
                                "web.yml:4: tls_server_config.min_version: \"TLS9\": must be one of TLS10, TLS11, TLS12, TLS13",
                                "web.yml:5: basic_auth_users.alice: \"<redacted>\": must be a bcrypt hash of the password, as"
                                        + " htpasswd -nBC 10 \"\" writes it after the colon",
                                "web.yml:6: rate_limits: is not a known key; is it \"rate_limit\"?");
            }
        }
    }

    /** They would take memory of every exporter. */
    @Test
    void loadsNothingOfTlsWithoutAWebFile() throws IOException {
        Path classes = directory.resolve("classes.log");
        try (ExporterProcess exporter = ExporterProcess.daemon(
                directory.resolve("config.yml"), Map.of("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + classes))) {
            exporter.awaitReady();
            assertThat(exporter.get("/metrics")).contains("bedrock_batch_exporter_build_info");
        }
        assertThat(Files.readString(classes))
                .contains("io.github.bedrockbatch.web.WebServer ")
                .doesNotContain("nl.altindag", "org.bouncycastle", "at.favre", "io.github.bedrockbatch.web.tls");
    }

    private ExporterProcess daemon() throws IOException {
        return ExporterProcess.start(
                directory, "--config.file=config.yml", "--web.config.file=web.yml", "--web.listen-address=127.0.0.1:0");
    }

    private int healthcheck(int port, String... flags) throws IOException {
        try (ExporterProcess check = check(port, flags)) {
            return check.awaitExit();
        }
    }

    private ExporterProcess check(int port, String... flags) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("healthcheck", "--web.listen-address=127.0.0.1:" + port));
        arguments.addAll(List.of(flags));
        return ExporterProcess.start(directory, arguments.toArray(String[]::new));
    }

    private HttpResponse<String> ask(int port, String path, String login, @Nullable Issued client)
            throws IOException, InterruptedException {
        String credentials = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Basic " + credentials)
                .build();
        try (HttpClient https = HttpClient.newBuilder()
                .sslContext(authority.clientContext(client))
                .build()) {
            return https.send(request, BodyHandlers.ofString());
        }
    }

    private static String subject(HttpResponse<String> response) throws IOException {
        X509Certificate shown =
                (X509Certificate) response.sslSession().orElseThrow().getPeerCertificates()[0];
        return shown.getSubjectX500Principal().getName();
    }

    private void issue(String name) throws IOException {
        Issued issued = authority.issue(name, "EC", "ip:127.0.0.1");
        write("tls/c.pem", issued.certificatePem());
        write("tls/k.pem", issued.keyPem());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve(name), text);
    }
}
