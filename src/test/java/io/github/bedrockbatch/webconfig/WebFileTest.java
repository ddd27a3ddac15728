package io.github.bedrockbatch.webconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.webconfig.WebConfig.RateLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
final class WebFileTest {
    private static final String HASH = "$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi";

    @TempDir
    private Path folder = Path.of(".");

    private Path file = Path.of("web.yml");

    @BeforeEach
    void certificates() throws IOException {
        file = folder.resolve("web.yml");
        Files.writeString(folder.resolve("c.pem"), "a certificate");
        Files.writeString(folder.resolve("k.pem"), "a key");
        Files.writeString(folder.resolve("ca.pem"), "an authority");
    }

    @Test
    void anEmptyFileIsPlainHttpToEverybody() throws IOException, ConfigException {
        for (String text : List.of("", "# nothing\n", "tls_server_config:\nbasic_auth_users: {}\n")) {
            assertThat(read(text)).isEqualTo(new WebConfig(Optional.empty(), Map.of(), Map.of(), Optional.empty()));
        }
    }

    @Test
    void readsEveryKey() throws IOException, ConfigException {
        WebConfig config = read("""
                tls_server_config:
                  cert_file: c.pem
                  key_file: k.pem
                  client_auth_type: RequireAndVerifyClientCert
                  client_ca_file: ca.pem
                  client_allowed_sans: [prometheus.example.com]
                  min_version: TLS13
                  max_version: TLS13
                  cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]
                  curve_preferences: [X25519, CurveP256]
                  prefer_server_cipher_suites: true
                http_server_config:
                  http2: yes
                  headers: {X-Frame-Options: sameorigin, Strict-Transport-Security: max-age=60}
                basic_auth_users:
                  prometheus: %s
                  "a b": %s
                rate_limit: {interval: 1s, burst: 20}
                """.formatted(HASH, HASH));

        assertThat(config.headers())
                .isEqualTo(Map.of("X-Frame-Options", "sameorigin", "Strict-Transport-Security", "max-age=60"));
        assertThat(config.users()).isEqualTo(Map.of("prometheus", HASH, "a b", HASH));
        assertThat(config.rateLimit()).contains(new RateLimit(Duration.ofSeconds(1), 20));
        TlsConfig tls = config.tls().orElseThrow();
        assertThat(tls.certificate().text()).isEqualTo("a certificate");
        assertThat(tls.key().text()).isEqualTo("a key");
        assertThat(tls.clientCa().orElseThrow().text()).isEqualTo("an authority");
        assertThat(tls.clientAuth()).isEqualTo(ClientAuth.REQUIRE_AND_VERIFY_CLIENT_CERT);
        assertThat(tls.clientAllowedSans()).contains(List.of("prometheus.example.com"));
        assertThat(tls.protocols()).containsExactly("TLSv1.3");
        assertThat(tls.cipherSuites()).containsExactly("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256");
        assertThat(tls.namedGroups()).containsExactly("x25519", "secp256r1");
    }

    @Test
    void readsCertificateAndKeyThatStandInIt() throws IOException, ConfigException {
        TlsConfig tls = read("tls_server_config:\n  cert: |\n    one\n  key: |\n    two\n")
                .tls()
                .orElseThrow();

        assertThat(tls.certificate().text()).isEqualTo("one\n");
        assertThat(tls.key().text()).isEqualTo("two\n");
        assertThat(tls.protocols()).containsExactly("TLSv1.2", "TLSv1.3");
        assertThat(tls.clientAuth()).isEqualTo(ClientAuth.NO_CLIENT_CERT);
        assertThat(tls.clientAllowedSans()).isEmpty();
    }

    @Test
    void aFileTakesPrecedenceOverATextBesideIt() throws IOException, ConfigException {
        TlsConfig tls = read("tls_server_config: {cert: x, cert_file: c.pem, key: y, key_file: k.pem}")
                .tls()
                .orElseThrow();

        assertThat(tls.certificate().text()).isEqualTo("a certificate");
        assertThat(tls.key().text()).isEqualTo("a key");
    }

    /** As of the exporter-toolkit: these keys alone do not turn TLS on. */
    @ParameterizedTest
    @ValueSource(strings = {"min_version: TLS13", "client_allowed_sans: [a]", "cert_file: ''", "cipher_suites: []"})
    void speaksNoTlsForTheseAlone(String key) throws IOException, ConfigException {
        assertThat(read("tls_server_config: {" + key + "}").tls()).isEmpty();
    }

    @Test
    void oldVersionsBelowAreLeftOut() throws IOException, ConfigException {
        assertThat(read("tls_server_config: {cert: a, key: b, min_version: TLS10}")
                        .tls()
                        .orElseThrow()
                        .protocols())
                .containsExactly("TLSv1.2", "TLSv1.3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            tls_server_confg: {cert_file: c.pem} | tls_server_confg: is not a known key; is it "tls_server_config"?
            tls_server_config: {cert_fil: c.pem} | tls_server_config.cert_fil: is not a known key; is it "cert_file"?
            tls_server_config: {cert_file: c.pem} | tls_server_config.key_file: is missing and must be set
            tls_server_config: {key: secret} | tls_server_config.cert_file: is missing and must be set
            tls_server_config: {cert_file: none.pem, key_file: k.pem} | tls_server_config.cert_file: "none.pem": does not exist; create it or name another with cert_file
            tls_server_config: {cert_file: c.pem, key_file: k.pem, client_auth_type: Always} | tls_server_config.client_auth_type: "Always": must be one of NoClientCert, RequestClientCert, RequireAndVerifyClientCert, RequireAnyClientCert, RequireClientCert, VerifyClientCertIfGiven
            tls_server_config: {cert_file: c.pem, key_file: k.pem, client_auth_type: RequireAndVerifyClientCert} | tls_server_config.client_ca_file: is missing and must be set
            tls_server_config: {cert_file: c.pem, key_file: k.pem, client_ca_file: ca.pem} | tls_server_config.client_ca_file: "ca.pem": must not be given unless clients are asked for certificates; set client_auth_type to RequireAndVerifyClientCert, for example
            tls_server_config: {min_version: TLS1.2} | tls_server_config.min_version: "TLS1.2": must be one of TLS10, TLS11, TLS12, TLS13
            tls_server_config: {max_version: TLS11} | tls_server_config.max_version: "TLS11": must be TLS12 or TLS13; the exporter speaks none of the versions before them
            tls_server_config: {min_version: TLS13, max_version: TLS12} | tls_server_config.min_version: "TLS13": must not be above max_version, which is TLS12
            tls_server_config: {curve_preferences: [P256]} | tls_server_config.curve_preferences[0]: "P256": must be one of CurveP256, CurveP384, CurveP521, X25519
            tls_server_config: {prefer_server_cipher_suites: maybe} | tls_server_config.prefer_server_cipher_suites: "maybe": must be true or false
            http_server_config: {http2: 2} | http_server_config.http2: "2": must be true or false
            http_server_config: {headers: {Server: x}} | http_server_config.headers.Server: is not a known key; known are Content-Security-Policy, Strict-Transport-Security, X-Content-Type-Options, X-Frame-Options, X-XSS-Protection
            http_server_config: {headers: {X-Frame-Options: DENY}} | http_server_config.headers.X-Frame-Options: "DENY": must be deny or sameorigin
            basic_auth_users: {alice: } | basic_auth_users.alice: is missing and must be set
            basic_auth_users: {alice: secret} | basic_auth_users.alice: "<redacted>": must be a bcrypt hash of the password, as htpasswd -nBC 10 "" writes it after the colon
            basic_auth_users: [alice] | basic_auth_users: a list: must be a mapping of keys
            rate_limit: {interval: 1s} | rate_limit.burst: is missing and must be set
            rate_limit: {interval: 1s, burst: 0} | rate_limit.burst: "0": must be a whole number from 1 to 1000000; with 0 every request would get 429
            rate_limit: {interval: 1, burst: 1} | rate_limit.interval: "1": must be a duration such as 30s, 1h30m or 15d (units y w d h m s ms, in this order)
            """)
    void saysWhatIsWrong(String text, String error) throws IOException {
        assertThat(errors(text)).isEqualTo(file + ":1: " + error);
    }

    @Test
    void listsAllThatIsWrong() throws IOException {
        assertThat(errors(
                                "tls_server_config:\n  cert_file: x\n  min_version: y\nbasic_auth_users:\n  bob: z\nother: 1\n")
                        .lines())
                .hasSize(5);
    }

    /** A secret at the wrong place is a secret too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "basic_auth_users: HASH",
                "basic_auth_users: {HASH: alice}",
                "basic_auth_users: {alice: [HASH]}",
                "basic_auth_users: {alice: xHASH}",
                "tls_server_config: HASH",
                "tls_server_config: {key: HASH, cert: HASH, client_ca: HASH}",
                "tls_server_config: {cert_file: HASH, key_file: HASH}",
                "tls_server_config: {min_version: HASH, HASH: 1}",
                "http_server_config: {http2: HASH, headers: HASH}",
                "rate_limit: {burst: HASH, interval: HASH}",
                "HASH: 1",
                "HASH",
                "alice: HASH",
                "[HASH",
            })
    void showsNoSecret(String text) throws IOException {
        assertThat(errors(text.replace("HASH", "\"" + HASH + "\"").replace("x\"", "\"x")))
                .doesNotContain("QOauhQNb");
    }

    /** Someone gives the text where the path of a file belongs. Five kilobytes are longer than any name of a file. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", " ", ""})
    void showsNoKeyThatStandsForAPath(String lineBreak) throws IOException {
        String body = ("MIISECRET".repeat(7) + lineBreak).repeat(80);
        String pem = lineBreak.isEmpty()
                ? body
                : "-----BEGIN PRIVATE KEY-----" + lineBreak + body + "-----END PRIVATE KEY-----" + lineBreak;
        String text = "tls_server_config:\n  cert_file: c.pem\n  key_file: |\n" + pem.indent(4);

        assertThat(errors(text.replace("|\n", lineBreak.isEmpty() ? "|-\n" : "|\n")))
                .startsWith(file + ":3: tls_server_config.key_file: \"<redacted>\": "
                        + (lineBreak.isEmpty()
                                ? "cannot be read (FileSystemException: File name too long); make it a file that"
                                : "must be the path of a file; give the text itself as key"))
                .doesNotContain("SECRET");
    }

    /** Of a pipe the second reading would find nothing, and with an empty file everybody may ask. */
    @Test
    void refusesWhatIsNoRegularFile() throws IOException {
        String rule = "must be a regular file, because it is read again when it changes; copy it to one";
        WebFile device = new WebFile(Path.of("/dev/null"));
        assertThatThrownBy(device::read).isInstanceOf(ConfigException.class).hasMessage("/dev/null: " + rule);
        assertThat(device.look()).isEqualTo(device.stamps()).hasSize(1);

        Files.createDirectory(folder.resolve("d"));
        assertThat(errors("tls_server_config: {cert_file: d, key_file: /dev/null}")
                        .lines())
                .containsExactly(
                        file + ":1: tls_server_config.cert_file: \"d\": " + rule,
                        file + ":1: tls_server_config.key_file: \"/dev/null\": " + rule);
    }

    @Test
    void aFileThatIsTooLargeChangesToo() throws IOException {
        Files.writeString(file, "#".repeat((1 << 20) + 1));
        WebFile webFile = new WebFile(file);
        assertThatThrownBy(webFile::read).hasMessageContaining("must be at most 1 MiB");
        assertThat(webFile.look()).isEqualTo(webFile.stamps());

        Files.writeString(file, "#");
        assertThat(webFile.look()).isNotEqualTo(webFile.stamps());
    }

    @Test
    void showsNoneAsText() throws IOException, ConfigException {
        WebConfig config = read("tls_server_config: {cert: pem, key: secret}\nbasic_auth_users: {a: " + HASH + "}\n");

        assertThat(config.toString()).doesNotContain("secret", HASH);
    }

    @Test
    void saysThatItIsNotThere() {
        assertThatThrownBy(() -> new WebFile(file).read())
                .isInstanceOf(ConfigException.class)
                .hasMessage(file + ": does not exist; create it or name another with --web.config.file");
    }

    @Test
    void tellsChangesOfAllItsFiles() throws IOException, ConfigException {
        Files.writeString(file, "tls_server_config: {cert_file: c.pem, key_file: k.pem}");
        WebFile webFile = new WebFile(file);
        webFile.read();
        assertThat(webFile.look()).isEqualTo(webFile.stamps()).hasSize(3);

        Files.writeString(folder.resolve("k.pem"), "another key");
        assertThat(webFile.look()).isNotEqualTo(webFile.stamps());
        webFile.read();
        assertThat(webFile.look()).isEqualTo(webFile.stamps());

        Files.delete(folder.resolve("c.pem"));
        assertThat(webFile.look()).isNotEqualTo(webFile.stamps());
    }

    private WebConfig read(String text) throws IOException, ConfigException {
        Files.writeString(file, text);
        return new WebFile(file).read();
    }

    private String errors(String text) throws IOException {
        try {
            return "no error: " + read(text);
        } catch (ConfigException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
