package io.github.bedrockbatch.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.testing.LogLines;
import io.github.bedrockbatch.web.testing.TestAuthority;
import io.github.bedrockbatch.web.testing.TestAuthority.Issued;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Looks at files that change. */
final class WebSecurityTest {
    private static final TestAuthority AUTHORITY = TestAuthority.create("authority");
    private static final String HASH = "$2a$04$sr0xasioMcAr69Ted5i66OXEyVX/lSBQEBNUIfkoW3Rc9OvDJ6FnO";
    private static final String TLS = "tls_server_config: {cert_file: c.pem, key_file: k.pem}\n";

    @RegisterExtension
    final LogLines lines = new LogLines(WebSecurity.class.getName());

    @TempDir
    private Path folder = Path.of(".");

    @Test
    void takesUsersOnceTwoLooksAgree() throws IOException, ConfigException {
        write("web.yml", "");
        WebSecurity security = load();
        assertThat(status(security)).isEqualTo(200);

        write("web.yml", "basic_auth_users: {alice: " + HASH + "}");
        security.look();
        assertThat(status(security)).isEqualTo(200);
        security.look();
        assertThat(status(security)).isEqualTo(401);
        security.look();

        assertThat(lines.list())
                .containsExactly("[INFO] " + file() + ": reloaded. It applies to new connections and requests");
    }

    @Test
    void waitsUntilAFileIsWritten() throws IOException, ConfigException {
        write("web.yml", "");
        WebSecurity security = load();

        for (String text : new String[] {"basic", "basic_auth_users: {", "basic_auth_users: {}"}) {
            write("web.yml", text);
            security.look();
        }
        security.look();

        assertThat(lines.list()).singleElement().asString().contains("reloaded");
    }

    @Test
    void aBrokenFileChangesNothingAndIsWarnedOfOnce() throws IOException, ConfigException {
        write("web.yml", "basic_auth_users: {alice: " + HASH + "}");
        WebSecurity security = load();

        write("web.yml", "basic_auth_users: {alice: secret}\nrate_limit: 1\n");
        look(security, 4);
        assertThat(status(security)).isEqualTo(401);
        assertThat(lines.list())
                .containsExactly(
                        "[WARN] " + file() + ": cannot be used: " + file()
                                + ":1: basic_auth_users.alice: \"<redacted>\": must be a bcrypt hash of the password, as htpasswd"
                                + " -nBC 10 \"\" writes it after the colon; " + file()
                                + ":2: rate_limit: \"<redacted>\": must be a mapping of keys. The previous web configuration stays in force");

        Files.delete(file());
        look(security, 4);
        assertThat(status(security)).isEqualTo(401);
        assertThat(lines.list()).hasSize(2).last().asString().contains("does not exist");

        write("web.yml", "http_server_config: {http2: false}\nbasic_auth_users: {bob: " + HASH + "}");
        look(security, 2);
        assertThat(lines.list()).hasSize(3).last().asString().contains("reloaded");
    }

    /** A file that is written anew may be empty for a while. */
    @Test
    void usersAreNotRemovedWithoutARestart() throws IOException, ConfigException {
        write("web.yml", "basic_auth_users: {alice: " + HASH + "}");
        WebSecurity security = load();

        for (String text : new String[] {"", "basic_auth_users: {}", "rate_limit: {interval: 1h, burst: 1}"}) {
            write("web.yml", text);
            look(security, 3);
            assertThat(status(security)).isEqualTo(401);
        }
        assertThat(lines.list())
                .hasSize(3)
                .allMatch(
                        line -> line.endsWith(": basic_auth_users: must not be removed without a restart, because then"
                                + " everybody may ask. The previous web configuration stays in force"));
        assertThat(status(load())).isEqualTo(200);
    }

    @Test
    void halfAPairOfCertificateAndKeyChangesNothing() throws IOException, ConfigException {
        write(AUTHORITY.issue("first", "EC"));
        write("web.yml", TLS);
        WebSecurity security = load();
        Issued second = AUTHORITY.issue("second", "EC");

        write("c.pem", second.certificatePem());
        look(security, 3);
        assertThat(lines.list())
                .singleElement()
                .asString()
                .contains("tls_server_config.key_file: ", "must be the private key of the certificate");

        write("k.pem", second.keyPem());
        look(security, 2);
        assertThat(lines.list()).hasSize(2).last().asString().contains("reloaded");
    }

    @Test
    void tlsIsNotTurnedOnOrOffWithoutARestart() throws IOException, ConfigException {
        write(AUTHORITY.issue("first", "EC"));
        write("web.yml", TLS);
        WebSecurity secure = load();
        write("web.yml", "");
        WebSecurity plain = load();
        look(secure, 2);
        write("web.yml", TLS);
        look(plain, 2);

        assertThat(lines.list())
                .satisfiesExactly(
                        line -> assertThat(line).contains("tls_server_config: must not be removed without a restart"),
                        line -> assertThat(line).contains("tls_server_config: must not be added without a restart"));
    }

    @Test
    void requestsThatWereCountedStayCounted() throws IOException, ConfigException {
        write("web.yml", "rate_limit: {interval: 1h, burst: 1}\n");
        WebSecurity security = load();
        assertThat(status(security)).isEqualTo(200);

        write("web.yml", "rate_limit: {interval: 1h, burst: 1}\nhttp_server_config: {http2: false}\n");
        look(security, 2);
        assertThat(status(security)).isEqualTo(429);

        write("web.yml", "rate_limit: {interval: 1h, burst: 2}\n");
        look(security, 2);
        assertThat(status(security)).isEqualTo(200);
    }

    @Test
    void refusesToStartWithoutAUsableCertificate() throws IOException {
        write(AUTHORITY.issue("first", "EC"));
        write("k.pem", AUTHORITY.issue("second", "EC").keyPem());
        write("web.yml", TLS);

        assertThatThrownBy(this::load)
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        file() + ":1: tls_server_config.key_file: \"" + folder.resolve("k.pem") + "\": must be");
    }

    private WebSecurity load() throws ConfigException {
        return WebSecurity.load(file(), () -> 0);
    }

    private Path file() {
        return folder.resolve("web.yml");
    }

    private void write(Issued issued) throws IOException {
        write("c.pem", issued.certificatePem());
        write("k.pem", issued.keyPem());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private static void look(WebSecurity security, int times) {
        for (int i = 0; i < times; i++) {
            security.look();
        }
    }

    private static int status(WebSecurity security) {
        return security.gate()
                .refusal(new Headers(), new Headers())
                .map(Answer::status)
                .orElse(200);
    }
}
