package io.github.bedrockbatch.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaBundleTest {
    @Test
    void trustsTheFilesCertificatesAndNoOthers(@TempDir Path dir) throws Exception {
        X509Certificate[] known = jdk().getAcceptedIssuers();
        X509Certificate ours = known[0];
        X509Certificate other = known[1];
        X509TrustManager manager = manager(trusted(Files.writeString(dir.resolve("ca.pem"), pem(ours))));
        assertThat(manager.getAcceptedIssuers()).containsExactly(ours);
        assertThatCode(() -> manager.checkServerTrusted(new X509Certificate[] {ours}, "RSA"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> manager.checkServerTrusted(new X509Certificate[] {other}, "RSA"))
                .isInstanceOf(CertificateException.class);
    }

    @Test
    void readsSeveralCertificates(@TempDir Path dir) throws Exception {
        X509Certificate[] known = jdk().getAcceptedIssuers();
        Path bundle = Files.writeString(dir.resolve("ca.pem"), pem(known[0]) + pem(known[1]));
        assertThat(manager(trusted(bundle)).getAcceptedIssuers()).containsExactlyInAnyOrder(known[0], known[1]);
    }

    @Test
    void aDirectoryIsNoBundle(@TempDir Path dir) throws IOException {
        assertThatThrownBy(() -> trusted(dir))
                .isInstanceOf(AwsConfigurationException.class)
                .hasMessageStartingWith(dir + ": the CA bundle");
    }

    @Test
    void theEnvironmentsFileIsTakenWhereNoneIsConfigured(@TempDir Path dir) {
        Path bundle = dir.resolve("env.pem");
        Map<String, String> environment = Map.of("AWS_CA_BUNDLE", bundle.toString());
        assertThat(CaBundle.of(Optional.empty(), Map.of("AWS_CA_BUNDLE", ""))).isEmpty();
        assertThat(CaBundle.of(Optional.of(dir), environment)).contains(new CaBundle(dir, "aws.ca_bundle"));
        CaBundle file = CaBundle.of(Optional.empty(), environment).orElseThrow();
        assertThatThrownBy(file::trustManagers)
                .hasMessage(bundle + ": no such CA bundle; set AWS_CA_BUNDLE to a PEM file");
        assertThatThrownBy(() -> CaBundle.of(Optional.empty(), Map.of("AWS_CA_BUNDLE", "\0")))
                .isInstanceOf(AwsConfigurationException.class)
                .hasMessageStartingWith("AWS_CA_BUNDLE: ");
    }

    @Test
    void anErrorNamesTheVariable(@TempDir Path dir) throws IOException {
        Path garbage = Files.writeString(dir.resolve("garbage.pem"), "not a certificate");
        assertThatThrownBy(new CaBundle(garbage, "AWS_CA_BUNDLE")::trustManagers)
                .isInstanceOf(AwsConfigurationException.class)
                .hasMessageStartingWith(garbage + ": the CA bundle must hold")
                .hasMessageEndingWith("; correct AWS_CA_BUNDLE");
    }

    private static TrustManager[] trusted(Path bundle) {
        return CaBundle.configured(bundle).trustManagers();
    }

    private static X509TrustManager jdk() throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((@Nullable KeyStore) null);
        return manager(factory.getTrustManagers());
    }

    private static X509TrustManager manager(TrustManager[] managers) {
        return Arrays.stream(managers)
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static String pem(X509Certificate certificate) throws Exception {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(certificate.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }
}
