package io.github.bedrockbatch.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.testing.LogLines;
import io.github.bedrockbatch.web.testing.TestAuthority;
import io.github.bedrockbatch.web.testing.TestAuthority.Issued;
import io.github.bedrockbatch.web.tls.OwnClient;
import io.github.bedrockbatch.webconfig.TlsConfig;
import io.github.bedrockbatch.webconfig.WebFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TlsServerTest {
    /** Of "secret". */
    private static final String USERS =
            "basic_auth_users: {alice: $2a$04$sr0xasioMcAr69Ted5i66OXEyVX/lSBQEBNUIfkoW3Rc9OvDJ6FnO}\n";

    private static final String ALICE =
            "Authorization: Basic " + Base64.getEncoder().encodeToString("alice:secret".getBytes(US_ASCII));
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @RegisterExtension
    final LogLines lines = new LogLines("io.github.bedrockbatch.web.tls.ClientTrust");

    @TempDir
    private Path folder = Path.of(".");

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void answersOverTls(String version) throws IOException, ConfigException {
        try (TlsServer server = new TlsServer(folder, "");
                SSLSocket socket = server.connect(null, version)) {
            assertThat(TlsServer.ask(socket, "/-/healthy"))
                    .startsWith("HTTP/1.1 200")
                    .endsWith("Healthy\n");
            assertThat(socket.getSession().getProtocol()).isEqualTo(version);
        }
    }

    @Test
    void sendsWhatIsLongWhole() throws IOException, ConfigException {
        try (TlsServer server = new TlsServer(folder, "")) {
            assertThat(server.ask("/config")).hasSizeGreaterThan(TlsServer.LONG);
        }
    }

    @Test
    void speaksNoOtherVersionThanItMay() throws IOException, ConfigException {
        try (TlsServer server = new TlsServer(folder, "  min_version: TLS13\n");
                SSLSocket old = server.connect(null, "TLSv1.2")) {
            assertThatThrownBy(old::startHandshake)
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("protocol_version");
            assertThat(server.ask("/-/healthy")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void usesTheSuitesItMay() throws IOException, ConfigException {
        String suite = "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA";
        try (TlsServer server = new TlsServer(
                        folder, "  cipher_suites: [" + suite + "]\n  curve_preferences: [CurveP384, CurveP256]\n");
                SSLSocket old = server.connect(null, "TLSv1.2");
                SSLSocket modern = server.connect(null, "TLSv1.3")) {
            old.startHandshake();
            assertThat(old.getSession().getCipherSuite()).isEqualTo(suite);
            modern.startHandshake();
            assertThat(modern.getSession().getProtocol()).isEqualTo("TLSv1.3");
        }
    }

    /** As Go's crypto/tls treats them. */
    @ParameterizedTest
    @CsvSource({
        "NoClientCert, '', none, 200",
        "NoClientCert, '', other, 200",
        "RequestClientCert, '', none, 200",
        "RequestClientCert, '', other, 200",
        "RequireAnyClientCert, '', none, 0",
        "RequireAnyClientCert, '', other, 200",
        "VerifyClientCertIfGiven, 'client_ca_file: ca.pem', none, 200",
        "VerifyClientCertIfGiven, 'client_ca_file: ca.pem', own, 200",
        "RequireAndVerifyClientCert, 'client_ca_file: ca.pem', none, 0",
        "RequireAndVerifyClientCert, 'client_ca_file: ca.pem', own, 200",
        "RequireAndVerifyClientCert, 'client_ca_file: ca.pem', other, 0",
        "RequireAndVerifyClientCert, 'client_ca_file: ca.pem\n  client_allowed_sans: [a.example]', own, 200",
        "RequireAndVerifyClientCert, 'client_ca_file: ca.pem\n  client_allowed_sans: [b.example]', own, 0",
        "RequireAndVerifyClientCert, 'client_ca_file: ca.pem\n  client_allowed_sans: []', own, 0",
    })
    void asksClientsForCertificates(String type, String more, String certificate, int status) throws Exception {
        try (TlsServer server = new TlsServer(folder, "  client_auth_type: " + type + "\n  " + more + "\n")) {
            @Nullable
            Issued client = switch (certificate) {
                case "own" -> server.authority.issue("client", "EC", "dns:a.example");
                case "other" -> TestAuthority.create("other").issue("client", "RSA", "dns:a.example");
                default -> null;
            };
            for (String version : List.of("TLSv1.2", "TLSv1.3")) {
                try (SSLSocket socket = server.connect(client, version)) {
                    if (status == 0) {
                        assertThatThrownBy(() -> handshake(socket)).isInstanceOf(IOException.class);
                    } else {
                        assertThat(TlsServer.ask(socket, "/")).startsWith("HTTP/1.1 " + status);
                    }
                }
            }
        }
    }

    /** Whoever issued its certificate, and whatever names are in it: else the exporter would not become ready. */
    @ParameterizedTest
    @CsvSource({
        "RequireAndVerifyClientCert, other",
        "RequireAndVerifyClientCert, server",
        "RequireAnyClientCert, ''",
        "RequestClientCert, ''",
    })
    void itsHealthCheckIsLetIn(String type, String authority) throws IOException, ConfigException {
        Files.writeString(
                folder.resolve("other.pem"), TestAuthority.create("other").pem());
        String ca = authority.isEmpty() ? "" : "  client_ca_file: " + authority.replace("server", "ca") + ".pem\n";
        String rest = "  client_auth_type: " + type + "\n  client_allowed_sans: [b.example]\n" + ca;
        try (TlsServer server = new TlsServer(folder, rest)) {
            TlsConfig tls = new WebFile(folder.resolve("web.yml")).read().tls().orElseThrow();
            try (Socket socket = OwnClient.socket(tls)) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
                assertThat(TlsServer.ask(socket, "/-/ready")).startsWith("HTTP/1.1 200");
            }
        }
    }

    /** The first few of a minute are logged. */
    @Test
    void logsWhichCertificateItRefuses() throws IOException, ConfigException {
        String rest = "  client_auth_type: RequireAnyClientCert\n  client_allowed_sans: [b.example]\n";
        try (TlsServer server = new TlsServer(folder, rest)) {
            for (int i = 0; i < 7; i++) {
                try (SSLSocket socket = server.connect(server.authority.issue("client", "EC", "dns:a.example"))) {
                    assertThatThrownBy(() -> handshake(socket)).isInstanceOf(IOException.class);
                }
            }
        }
        assertThat(lines.list())
                .hasSize(5)
                .containsOnly(
                        "[WARN] \"CN=client\": this client's certificate is refused: the certificate has none of client_allowed_sans");
    }

    @Test
    void refusesRenegotiation() throws IOException, ConfigException {
        try (TlsServer server = new TlsServer(folder, "");
                SSLSocket socket = server.connect(null, "TLSv1.2")) {
            socket.startHandshake();
            socket.startHandshake();
            assertThatThrownBy(() -> TlsServer.ask(socket, "/")).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"/, 401", "/metrics, 401", "/config, 401", "/nowhere, 401", "/-/healthy, 200", "/-/ready, 200"})
    void asksForAPasswordButForProbes(String path, int status) throws IOException, ConfigException {
        try (TlsServer server = new TlsServer(folder, USERS)) {
            String answer = server.ask(path);
            assertThat(answer).startsWith("HTTP/1.1 " + status);
            assertThat(answer.contains("Www-authenticate: Basic\r\n")).isEqualTo(status == 401);
            assertThat(server.ask("/", ALICE)).startsWith("HTTP/1.1 200");
            assertThat(server.ask("/nowhere", ALICE)).startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void itsHeadersTakePrecedence() throws IOException, ConfigException {
        String headers =
                "http_server_config: {headers: {X-Frame-Options: sameorigin, Strict-Transport-Security: max-age=60}}\n";
        try (TlsServer server = new TlsServer(folder, headers)) {
            assertThat(server.ask("/"))
                    .contains("X-frame-options: sameorigin\r\n", "Strict-transport-security: max-age=60\r\n", "nosniff")
                    .doesNotContain("DENY");
        }
    }

    @Test
    void limitsTheRateButOfProbes() throws IOException, ConfigException {
        try (TlsServer server = new TlsServer(folder, "rate_limit: {interval: 10s, burst: 2}\n")) {
            assertThat(server.ask("/")).startsWith("HTTP/1.1 200");
            assertThat(server.ask("/nowhere")).startsWith("HTTP/1.1 404");
            assertThat(server.ask("/")).startsWith("HTTP/1.1 429");
            assertThat(server.ask("/-/healthy")).startsWith("HTTP/1.1 200");
            server.nanoTime.addAndGet(Duration.ofSeconds(10).toNanos());
            assertThat(server.ask("/")).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void takesAnotherCertificateOnceTwoLooksAgree() throws IOException, ConfigException {
        try (TlsServer server = new TlsServer(folder, "")) {
            assertThat(server.shownName()).isEqualTo("CN=server");
            server.issue("renewed");
            await("the renewed certificate")
                    .atMost(PATIENCE)
                    .until(() -> server.shownName().equals("CN=renewed"));
        }
    }

    /** Clients that take nothing: of the handshake, of what ends it, of an answer, or of the end of a connection. */
    @Test
    void clientsThatStallHoldUpNobodyAndAreBrokenOff() throws IOException, ConfigException {
        List<Socket> stalled = new ArrayList<>();
        List<Socket> deaf = new ArrayList<>();
        try (TlsServer server = new TlsServer(folder, "")) {
            for (int i = 0; i < 20; i++) {
                stalled.add(server.connect());
                stalled.add(mute(server));
                SSLSocket socket = server.connect(null, "TLSv1.3");
                deaf.add(socket);
                socket.getOutputStream()
                        .write("GET /config HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
            }
            for (int second = 0; second < 30; second++) {
                server.nanoTime.addAndGet(Duration.ofSeconds(1).toNanos());
                assertThat(server.ask("/-/healthy")).startsWith("HTTP/1.1 200");
            }
            server.nanoTime.addAndGet(Duration.ofSeconds(30).toNanos());
            awaitLook(server);
            assertThat(deaf).allMatch(socket -> received(socket) < TlsServer.LONG);
        } finally {
            stalled.addAll(deaf);
            for (Socket socket : stalled) {
                socket.close();
            }
        }
    }

    @Test
    void aHandshakeThatDoesNotComeIsBrokenOff() throws IOException, ConfigException {
        try (TlsServer server = new TlsServer(folder, "")) {
            awaitLook(server);
        }
    }

    /** Waits until the server has looked for whose time is over. */
    private static void awaitLook(TlsServer server) throws IOException {
        try (Socket mute = mute(server)) {
            await("the end of the connection").atMost(PATIENCE).until(() -> {
                server.nanoTime.addAndGet(Duration.ofSeconds(8).toNanos());
                mute.setSoTimeout(100);
                return ended(mute);
            });
        }
    }

    /** Connects and begins a handshake that does not go on. */
    private static Socket mute(TlsServer server) throws IOException {
        Socket mute = server.connect();
        mute.getOutputStream().write(new byte[] {22, 3, 1, 1, 0});
        return mute;
    }

    /** Reads to the end, whichever it is. */
    private static long received(Socket socket) {
        long count = 0;
        byte[] buffer = new byte[1 << 16];
        try {
            for (int n = socket.getInputStream().read(buffer);
                    n > 0;
                    n = socket.getInputStream().read(buffer)) {
                count += n;
            }
        } catch (IOException e) {
            return count;
        }
        return count;
    }

    /** With TLS 1.3 a client learns at its first read whether its certificate is taken. */
    private static void handshake(SSLSocket socket) throws IOException {
        socket.startHandshake();
        socket.getInputStream().read();
    }

    private static boolean ended(Socket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
