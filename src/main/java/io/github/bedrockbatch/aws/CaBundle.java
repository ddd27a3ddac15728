package io.github.bedrockbatch.aws;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** The certificates of a PEM file, trusted instead of the JDK's. */
final class CaBundle {
    private static final String WRONG =
            "the CA bundle must hold one or more certificates in PEM form (-----BEGIN CERTIFICATE-----)";

    private CaBundle() {}

    /**
     * Reads the file.
     *
     * @throws AwsConfigurationException if it cannot be read or holds no certificate
     */
    static TrustManager[] trustManagers(CaFile file) {
        Path pem = file.path();
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate certificate : certificates(pem)) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (NoSuchFileException e) {
            throw new AwsConfigurationException(
                    pem + ": no such CA bundle; set " + file.setting() + " to a PEM file", e);
        } catch (IOException e) {
            throw new AwsConfigurationException(
                    pem + ": the CA bundle cannot be read: " + e + "; correct " + file.setting(), e);
        } catch (GeneralSecurityException e) {
            throw wrong(file, e);
        }
    }

    private static Collection<? extends Certificate> certificates(Path pem) throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new CertificateException("no certificate");
            }
            return certificates;
        }
    }

    private static AwsConfigurationException wrong(CaFile file, Exception cause) {
        return new AwsConfigurationException(file.path() + ": " + WRONG + "; correct " + file.setting(), cause);
    }
}
