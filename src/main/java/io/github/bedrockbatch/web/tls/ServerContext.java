package io.github.bedrockbatch.web.tls;

import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.webconfig.Pem;
import io.github.bedrockbatch.webconfig.TlsConfig;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/**
 * What one state of the web file and its certificates makes of TLS. Sessions belong to it, so that none is resumed that an earlier
 * state's client CA allowed. Thread-safe.
 */
final class ServerContext {
    /** TLS 1.3 has no others, and Go lets nobody choose among them. */
    private static final List<String> SUITES_OF_TLS_1_3 =
            List.of("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256");

    /** Of clients without tickets; each may hold a chain of certificates. */
    private static final int MAX_SESSIONS = 256;

    private final TlsConfig config;
    private final SSLContext context;

    private ServerContext(TlsConfig config, SSLContext context) {
        this.config = config;
        this.context = context;
    }

    /**
     * Reads certificates and key.
     *
     * @throws ConfigException if they cannot be used
     */
    static ServerContext of(TlsConfig config) throws ConfigException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(config.certificate(), config.key()), new TrustManager[] {trust(config)}, null);
            context.getServerSessionContext().setSessionCacheSize(MAX_SESSIONS);
            return new ServerContext(config, context);
        } catch (GeneralSecurityException e) {
            throw config.certificate().refused("cannot be used (" + e.getMessage() + "); replace it and its key");
        }
    }

    /** Returns what shows a certificate and proves to have its key. */
    static KeyManager[] keys(Pem certificate, Pem key) throws ConfigException, GeneralSecurityException {
        List<X509Certificate> chain = Certificates.of(certificate);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(KeyStores.of(KeyPairPem.privateKey(key, chain.getFirst()), chain), KeyStores.NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static ClientTrust trust(TlsConfig config) throws ConfigException, GeneralSecurityException {
        X509Certificate own = Certificates.of(config.certificate()).getFirst();
        return config.clientAuth().verifies() && config.clientCa().isPresent()
                ? ClientTrust.of(Certificates.of(config.clientCa().get()), config.clientAllowedSans(), own)
                : ClientTrust.ofAny(config.clientAllowedSans(), own);
    }

    SSLContext context() {
        return context;
    }

    /** Returns what is set for each connection. */
    SSLParameters parameters() {
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(config.protocols().toArray(String[]::new));
        if (!config.cipherSuites().isEmpty()) {
            parameters.setCipherSuites(suites());
        }
        if (!config.namedGroups().isEmpty()) {
            parameters.setNamedGroups(config.namedGroups().toArray(String[]::new));
        }
        if (config.clientAuth().requires()) {
            parameters.setNeedClientAuth(true);
        } else {
            parameters.setWantClientAuth(config.clientAuth().asks());
        }
        return parameters;
    }

    private String[] suites() {
        Set<String> supported = Set.of(context.getSupportedSSLParameters().getCipherSuites());
        return Stream.concat(SUITES_OF_TLS_1_3.stream(), config.cipherSuites().stream())
                .distinct()
                .filter(supported::contains)
                .toArray(String[]::new);
    }
}
