package io.github.bedrockbatch.web.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/** Key stores in memory, as the JDK's managers of keys and trust want them. */
final class KeyStores {
    static final char[] NO_PASSWORD = {};

    private KeyStores() {}

    /** Returns a store of authorities. */
    static KeyStore of(List<X509Certificate> authorities) throws GeneralSecurityException {
        KeyStore store = empty();
        for (X509Certificate authority : authorities) {
            store.setCertificateEntry("ca" + store.size(), authority);
        }
        return store;
    }

    /** Returns a store of one private key and its chain of certificates. */
    static KeyStore of(PrivateKey key, List<X509Certificate> chain) throws GeneralSecurityException {
        KeyStore store = empty();
        store.setKeyEntry("key", key, NO_PASSWORD, chain.toArray(X509Certificate[]::new));
        return store;
    }

    private static KeyStore empty() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            return store;
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
