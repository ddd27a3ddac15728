package io.github.bedrockbatch.awscli;

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
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** The certificates of a PEM file, trusted instead of the JDK's. */
final class TrustedCertificates {
    private TrustedCertificates() {}

    /** @throws CommandException if the file cannot be read, or holds none */
    static TrustManager[] read(Path pem) {
        try (InputStream in = Files.newInputStream(pem)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca-" + store.size(), certificate);
            }
            if (store.size() == 0) {
                throw new CertificateException("no certificate");
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (NoSuchFileException e) {
            throw CommandException.general(
                    pem + ": there is no such CA bundle; correct --ca-bundle or AWS_CA_BUNDLE", e);
        } catch (IOException | GeneralSecurityException e) {
            throw CommandException.general(
                    pem + ": the CA bundle must hold one or more certificates in PEM form: " + e.getMessage(), e);
        }
    }
}
