package io.github.bedrockbatch.web.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.web.auth.BasicAuth.Verdict;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
final class BasicAuthTest {
    /** Of "secret", made by Go. */
    private static final String SECRET = "$2a$04$sr0xasioMcAr69Ted5i66OXEyVX/lSBQEBNUIfkoW3Rc9OvDJ6FnO";
    /** Of "pä:ss", made by Go. */
    private static final String UNUSUAL = "$2a$04$H4iUaVqqzz3ZCW4HDH6JX.0i/bLtwzkwcBiJ.K3ky5KvJVz0aVZ9e";
    /** Of 72 and of 71 times "a", made by Go. */
    private static final String LONG = "$2a$04$ZoMy2VYbTDpbdbM0opQ14O6GAkSzRcLlvgQAx2N2PivnPkuOM6bFC";

    private static final String SHORTER = "$2a$04$h1t0540PMRPcGnvkDuVk3.Fc.GpgVmg6pUCE8VCHrcMzzsXDXsQya";

    private final BasicAuth users = new BasicAuth(Map.of(
            "alice", SECRET,
            "bob", SECRET.replace("$2a$", "$2y$"),
            "eve", SECRET.replace("$2a$", "$2$"),
            "dan", SECRET.replace("$2a$", "$2b$"),
            "björn", UNUSUAL,
            "long", LONG,
            "shorter", SHORTER));

    @ParameterizedTest
    @CsvSource({
        "alice:secret, ALLOWED",
        "bob:secret, ALLOWED",
        "dan:secret, ALLOWED",
        "eve:secret, ALLOWED",
        "eve:Secret, REFUSED",
        "björn:pä:ss, ALLOWED",
        "alice:Secret, REFUSED",
        "alice:, REFUSED",
        "alice, REFUSED",
        "Alice:secret, REFUSED",
        "carol:secret, REFUSED",
        "carol:fakepassword, REFUSED",
        ":, REFUSED",
        "'', REFUSED",
    })
    void judges(String login, Verdict verdict) {
        for (int time = 1; time <= 2; time++) {
            assertThat(users.judge(header(login, StandardCharsets.UTF_8))).isEqualTo(verdict);
        }
    }

    @Test
    void readsNamesAndPasswordsAsUtf8() {
        assertThat(users.judge(header("björn:pä:ss", StandardCharsets.ISO_8859_1)))
                .isEqualTo(Verdict.REFUSED);
    }

    /** The rest of a long password does not count, as with Go. */
    @ParameterizedTest
    @CsvSource({
        "long, 71, REFUSED",
        "long, 72, ALLOWED",
        "long, 73, ALLOWED",
        "long, 500, ALLOWED",
        "shorter, 70, REFUSED",
        "shorter, 71, ALLOWED",
        "shorter, 72, REFUSED"
    })
    void takesSeventyTwoBytes(String user, int length, Verdict verdict) {
        assertThat(users.judge(header(user + ":" + "a".repeat(length), StandardCharsets.US_ASCII)))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic",
                "Basic ",
                "Basic !",
                "Bearer YWxpY2U6c2VjcmV0",
                "YWxpY2U6c2VjcmV0",
                "Basic YWxpY2U6c2VjcmV0 x"
            })
    void refusesOtherHeaders(String header) {
        assertThat(users.judge(header)).isEqualTo(Verdict.REFUSED);
        assertThat(users.judge(null)).isEqualTo(Verdict.REFUSED);
    }

    /** Requests without TLS have virtual threads, of which one that computes holds up the others. */
    @Test
    void checksPasswordsOnAThreadOfTheSystem() {
        assertThat(users.judge(header("alice:guess", StandardCharsets.UTF_8))).isEqualTo(Verdict.REFUSED);

        // These are those of the system.
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().equals("passwords"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
    }

    @Test
    void theSchemeIsInAnyCase() {
        assertThat(users.judge("bAsIc YWxpY2U6c2VjcmV0")).isEqualTo(Verdict.ALLOWED);
    }

    /** A hash of cost 31 takes days: with it only what is remembered can be right. */
    @Test
    void aRightPasswordIsRememberedUntilItsHashChanges() {
        RightPasswords remembered = new RightPasswords();
        String slow = SECRET.replace("$04$", "$31$");
        remembered.add(new Login("alice", "secret".getBytes(StandardCharsets.UTF_8)), slow);

        BasicAuth auth = new BasicAuth(Map.of("alice", slow), remembered);

        assertThat(auth.judge(header("alice:secret", StandardCharsets.UTF_8))).isEqualTo(Verdict.ALLOWED);
        assertThat(auth.with(Map.of("alice", UNUSUAL)).judge(header("alice:secret", StandardCharsets.UTF_8)))
                .isEqualTo(Verdict.REFUSED);
        assertThat(auth.with(Map.of("bob", SECRET)).judge(header("alice:secret", StandardCharsets.UTF_8)))
                .isEqualTo(Verdict.REFUSED);
    }

    @Test
    void remembersAHundred() {
        RightPasswords remembered = new RightPasswords();
        for (int i = 0; i <= 100; i++) {
            remembered.add(login(i), SECRET);
            assertThat(remembered.contains(login(0), SECRET)).isTrue();
        }

        assertThat(remembered.contains(login(1), SECRET)).isFalse();
        assertThat(remembered.contains(login(2), SECRET)).isTrue();
    }

    private static Login login(int number) {
        return new Login("user" + number, new byte[] {1});
    }

    private static String header(String login, Charset charset) {
        return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(charset));
    }
}
