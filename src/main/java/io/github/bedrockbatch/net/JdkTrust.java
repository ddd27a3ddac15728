package io.github.bedrockbatch.net;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's own certificates, read at the first handshake, because an endpoint that speaks plain HTTP needs none. Every question
 * is the JDK's to answer. As long as they cannot be read, no certificate is trusted. Thread-safe.
 */
public final class JdkTrust extends X509ExtendedTrustManager {
    private final Reader reader;
    private @Nullable X509ExtendedTrustManager manager;

    JdkTrust(Reader reader) {
        this.reader = reader;
    }

    /** Reads certificates. */
    @FunctionalInterface
    interface Reader {
        X509ExtendedTrustManager read() throws CertificateException;
    }

    /** Returns the trust managers that a TLS context has by default, not read yet. */
    public static TrustManager[] managers() {
        return new TrustManager[] {new JdkTrust(JdkTrust::read)};
    }

    private static X509ExtendedTrustManager read() throws CertificateException {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return Stream.of(factory.getTrustManagers())
                    .filter(X509ExtendedTrustManager.class::isInstance)
                    .map(X509ExtendedTrustManager.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new CertificateException("the JDK has no trust manager of certificates"));
        } catch (GeneralSecurityException e) {
            throw new CertificateException("the JDK's certificates cannot be read: " + e.getMessage(), e);
        }
    }

    private synchronized X509ExtendedTrustManager manager() throws CertificateException {
        if (manager == null) {
            manager = reader.read();
        }
        return manager;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        manager().checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        manager().checkServerTrusted(chain, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        manager().checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        manager().checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        manager().checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        manager().checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        try {
            return manager().getAcceptedIssuers();
        } catch (CertificateException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
