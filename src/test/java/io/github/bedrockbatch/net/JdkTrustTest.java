package io.github.bedrockbatch.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;

class JdkTrustTest {
    @Test
    void trustsWhomTheJdkTrusts() throws Exception {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        X509Certificate[] expected = ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers();
        X509TrustManager trust = (X509TrustManager) JdkTrust.managers()[0];
        assertThat(trust.getAcceptedIssuers())
                .containsExactlyInAnyOrder(expected)
                .isNotEmpty();
        assertThatThrownBy(() -> trust.checkServerTrusted(new X509Certificate[0], "RSA"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** A handshake explains it only if it is about a certificate. */
    @Test
    void trustsNobodyWhileTheCertificatesCannotBeRead() {
        AtomicInteger reads = new AtomicInteger();
        JdkTrust trust = new JdkTrust(() -> {
            reads.incrementAndGet();
            throw new CertificateException("cannot be read");
        });
        for (int reading = 1; reading <= 2; reading++) {
            assertThatThrownBy(() -> trust.checkServerTrusted(new X509Certificate[0], "RSA"))
                    .isInstanceOf(CertificateException.class)
                    .hasMessage("cannot be read");
            assertThat(reads).hasValue(reading);
        }
        assertThatThrownBy(trust::getAcceptedIssuers).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void readsTheCertificatesAtTheFirstQuestionAndOnce() throws Exception {
        AtomicInteger reads = new AtomicInteger();
        JdkTrust trust = new JdkTrust(() -> {
            reads.incrementAndGet();
            return (X509ExtendedTrustManager) JdkTrust.managers()[0];
        });
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {trust}, null);
        assertThat(context.getSocketFactory()).isNotNull();
        assertThat(reads).hasValue(0);
        trust.getAcceptedIssuers();
        trust.getAcceptedIssuers();
        assertThat(reads).hasValue(1);
    }
}
