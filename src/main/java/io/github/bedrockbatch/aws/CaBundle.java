package io.github.bedrockbatch.aws;

import io.github.bedrockbatch.net.TrustedCertificates;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.TrustManager;

/** The certificates of a PEM file, trusted instead of the JDK's. */
final class CaBundle {
    private CaBundle() {}

    /**
     * Reads the file.
     *
     * @throws AwsConfigurationException if it cannot be read or holds no certificate
     */
    static TrustManager[] trustManagers(CaFile file) {
        Path pem = file.path();
        try {
            return TrustedCertificates.read(pem);
        } catch (NoSuchFileException e) {
            throw new AwsConfigurationException(
                    pem + ": no such CA bundle; set " + file.setting() + " to a PEM file", e);
        } catch (IOException e) {
            throw new AwsConfigurationException(
                    pem + ": the CA bundle cannot be read: " + e + "; correct " + file.setting(), e);
        } catch (GeneralSecurityException e) {
            throw new AwsConfigurationException(
                    pem
                            + ": the CA bundle must hold one or more certificates in PEM form (-----BEGIN CERTIFICATE-----);"
                            + " correct " + file.setting(),
                    e);
        }
    }
}
