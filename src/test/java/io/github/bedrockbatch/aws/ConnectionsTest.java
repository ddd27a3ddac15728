package io.github.bedrockbatch.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether connections serve the next configuration too. */
final class ConnectionsTest {
    @TempDir
    private Path dir = Path.of(".");

    @Test
    void serveWhatReachesAwsInTheSameWayByTheSameCertificates() throws Exception {
        Path file = write("ca.pem", 0, 1);
        try (Connections connections = Reach.at(null).trusting(file).connections()) {
            connections.check();
            assertThat(connections.serve(connections.config(), bundle(file))).isTrue();
            assertThat(connections.serve(connections.config(), bundle(write("copy.pem", 1, 0))))
                    .as("another file with the same certificates")
                    .isTrue();

            assertThat(connections.serve(connections.config(), Optional.empty()))
                    .isFalse();
            try (Connections slower = Reach.at(null).withFips().connections()) {
                assertThat(connections.serve(slower.config(), bundle(file))).isFalse();
            }
        }
    }

    @Test
    void aBundleThatIsReplacedInItsPlaceIsAnother() throws Exception {
        Path file = write("ca.pem", 0);
        try (Connections connections = Reach.at(null).trusting(file).connections()) {
            connections.check();
            write("ca.pem", 0, 1);
            assertThat(connections.serve(connections.config(), bundle(file))).isFalse();
            Files.writeString(file, "garbage");
            assertThatThrownBy(() -> connections.serve(connections.config(), bundle(file)))
                    .isInstanceOf(AwsConfigurationException.class);
            write("ca.pem", 0);
            assertThat(connections.serve(connections.config(), bundle(file))).isTrue();
        }
    }

    private static Optional<CaBundle> bundle(Path file) {
        return Optional.of(CaBundle.configured(file));
    }

    private Path write(String name, int... certificates) throws IOException, GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((@Nullable KeyStore) null);
        X509Certificate[] known = Stream.of(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(manager -> ((X509TrustManager) manager).getAcceptedIssuers())
                .findFirst()
                .orElseThrow();
        StringBuilder text = new StringBuilder();
        for (int index : certificates) {
            text.append("-----BEGIN CERTIFICATE-----\n")
                    .append(Base64.getMimeEncoder().encodeToString(known[index].getEncoded()))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return Files.writeString(dir.resolve(name), text);
    }
}
