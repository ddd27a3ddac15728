package io.github.bedrockbatch.web.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.web.testing.TestAuthority;
import io.github.bedrockbatch.web.testing.TestAuthority.Issued;
import io.github.bedrockbatch.webconfig.Pem;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
final class PemTest {
    private static final TestAuthority AUTHORITY = TestAuthority.create("authority");

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC", "Ed25519"})
    void readsKeysOfEveryForm(String algorithm) throws ConfigException {
        Issued issued = AUTHORITY.issue("server", algorithm);

        for (String text :
                new String[] {issued.keyPem(), issued.traditionalKeyPem(), issued.certificatePem() + issued.keyPem()}) {
            assertThat(KeyPairPem.privateKey(pem(text), issued.certificate()).getEncoded())
                    .isEqualTo(KeyPairPem.privateKey(pem(issued.keyPem()), issued.certificate())
                            .getEncoded());
        }
    }

    @ParameterizedTest
    @CsvSource({"RSA, RSA", "EC, EC", "RSA, EC", "EC, Ed25519"})
    void refusesTheKeyOfAnotherCertificate(String algorithm, String other) {
        Issued issued = AUTHORITY.issue("server", algorithm);
        Issued another = AUTHORITY.issue("server", other);

        assertThatThrownBy(() -> KeyPairPem.privateKey(pem(another.keyPem()), issued.certificate()))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "web.yml:3: tls_server_config.key: \"k.pem\": must be the private key of the certificate");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n",
                "-----BEGIN RSA PRIVATE KEY-----\nsecret"
            })
    void showsNothingOfWhatIsNoKey(String text) {
        Issued issued = AUTHORITY.issue("server", "EC");

        assertThatThrownBy(() -> KeyPairPem.privateKey(pem(text), issued.certificate()))
                .isInstanceOf(ConfigException.class)
                .hasMessage("web.yml:3: tls_server_config.key: \"k.pem\": must be a private key in PEM, such as openssl"
                        + " genpkey writes it");
    }

    @Test
    void saysThatAKeyIsEncrypted() {
        Issued issued = AUTHORITY.issue("server", "EC");
        String text = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nc2VjcmV0\n-----END ENCRYPTED PRIVATE KEY-----\n";

        assertThatThrownBy(() -> KeyPairPem.privateKey(pem(text), issued.certificate()))
                .hasMessageContaining("must not be encrypted; decrypt it with openssl pkey");
    }

    @Test
    void readsAChainAndNotWhatStandsAroundIt() throws ConfigException {
        Issued issued = AUTHORITY.issue("server", "EC");
        String text = "subject=server\n" + issued.keyPem() + issued.certificatePem() + "\nissuer\n" + AUTHORITY.pem();

        assertThat(Certificates.of(pem(text))).containsExactly(issued.certificate(), AUTHORITY.certificate());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "-----BEGIN CERTIFICATE-----\nc2VjcmV0\n-----END CERTIFICATE-----\n"})
    void refusesWhatIsNoCertificate(String text) {
        assertThatThrownBy(() -> Certificates.of(pem(text)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("\"k.pem\": must have a certificate in PEM");
    }

    @Test
    void tellsTheNamesOfACertificateAsGoDoes() throws Exception {
        Issued issued = AUTHORITY.issue(
                "client",
                "EC",
                "dns:a.example",
                "ip:10.0.0.1",
                "ip:fd00:0:0:1::2",
                "ip:::1",
                "uri:spiffe://a/b",
                "email:a@b");

        assertThat(SubjectNames.of(issued.certificate()))
                .containsExactly("a.example", "10.0.0.1", "fd00:0:0:1::2", "::1", "spiffe://a/b", "a@b");
        assertThat(SubjectNames.of(AUTHORITY.certificate())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "0:0:0:0:0:0:0:0, ::",
        "0:0:0:0:0:0:0:1, ::1",
        "1:0:0:0:0:0:0:0, 1::",
        "1:0:0:2:0:0:0:3, 1:0:0:2::3",
        "1:0:2:0:3:0:4:0, 1:0:2:0:3:0:4:0",
        "10:0:0:2:0:0:3:10, 10::2:0:0:3:10",
    })
    void writesAddressesShort(String groups, String text) {
        assertThat(Ipv6Text.compressed(groups)).isEqualTo(text);
    }

    private static Pem pem(String text) {
        return new Pem("web.yml", "tls_server_config.key", 3, "k.pem", text);
    }
}
