package io.github.bedrockbatch.web.tls;

import io.github.bedrockbatch.web.auth.TokenBucket;
import io.github.bedrockbatch.webconfig.WebConfig.RateLimit;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which certificates of clients are taken: those of client CAs or any, and of them those with an allowed name. The server's own is always
 * taken, whatever is in it, because the health check shows it. Thread-safe.
 */
final class ClientTrust extends X509ExtendedTrustManager {
    private static final Logger LOG = LoggerFactory.getLogger(ClientTrust.class);
    private static final X509Certificate[] NO_ISSUERS = {};
    private static final int MAX_SUBJECT = 200;

    /** Of lines in the log, which nobody must be able to fill. */
    private static final RateLimit MAX_LINES = new RateLimit(Duration.ofMinutes(1), 5);

    /** Verifies chains; null if any is taken. */
    private final @Nullable X509ExtendedTrustManager authorities;

    private final Optional<List<String>> allowedSans;
    private final X509Certificate own;
    private final TokenBucket lines = new TokenBucket(MAX_LINES, System::nanoTime);

    private ClientTrust(
            @Nullable X509ExtendedTrustManager authorities, Optional<List<String>> allowedSans, X509Certificate own) {
        this.own = own;
        this.authorities = authorities;
        this.allowedSans = allowedSans;
    }

    /** Takes any certificate with an allowed name. */
    static ClientTrust ofAny(Optional<List<String>> allowedSans, X509Certificate own) {
        return new ClientTrust(null, allowedSans, own);
    }

    /** Takes certificates of client CAs with an allowed name. */
    static ClientTrust of(List<X509Certificate> authorities, Optional<List<String>> allowedSans, X509Certificate own)
            throws GeneralSecurityException {
        return new ClientTrust(verifier(authorities), allowedSans, own);
    }

    private static X509ExtendedTrustManager verifier(List<X509Certificate> authorities)
            throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(KeyStores.of(authorities));
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager verifier) {
                return verifier;
            }
        }
        throw new GeneralSecurityException("the JDK has no trust manager of certificates");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        if (chain[0].equals(own)) {
            return;
        }
        try {
            if (authorities != null) {
                authorities.checkClientTrusted(chain, type, engine);
            }
            checkNames(chain);
        } catch (CertificateException e) {
            warn(chain[0], e);
            throw e;
        }
    }

    private void warn(X509Certificate certificate, CertificateException reason) {
        if (lines.tryTake()) {
            String subject = certificate.getSubjectX500Principal().getName();
            LOG.warn(
                    "\"{}\": this client's certificate is refused: {}",
                    subject.substring(0, Math.min(subject.length(), MAX_SUBJECT)),
                    reason.getMessage());
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("the server has an engine");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("the server has an engine");
    }

    private void checkNames(X509Certificate[] chain) throws CertificateException {
        if (allowedSans.isPresent() && SubjectNames.of(chain[0]).noneMatch(allowedSans.get()::contains)) {
            throw new CertificateException("the certificate has none of client_allowed_sans");
        }
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities == null ? NO_ISSUERS : authorities.getAcceptedIssuers();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("a server trusts no server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("a server trusts no server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("a server trusts no server");
    }
}
