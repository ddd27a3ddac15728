package io.github.bedrockbatch.web.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows a client's certificate whatever issuers the server names: the server takes its own certificate, whoever issued it. Thread-safe.
 */
final class OwnKeys extends X509ExtendedKeyManager {
    private static final Principal @Nullable [] ANY_ISSUER = null;

    private final X509ExtendedKeyManager keys;

    private OwnKeys(X509ExtendedKeyManager keys) {
        this.keys = keys;
    }

    /** Returns managers that show what these have. */
    static KeyManager[] of(KeyManager... managers) {
        KeyManager[] own = managers.clone();
        for (int i = 0; i < own.length; i++) {
            if (own[i] instanceof X509ExtendedKeyManager keys) {
                own[i] = new OwnKeys(keys);
            }
        }
        return own;
    }

    @Override
    public @Nullable String chooseClientAlias(String[] types, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return keys.chooseClientAlias(types, ANY_ISSUER, socket);
    }

    @Override
    public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
        return keys.getClientAliases(type, ANY_ISSUER);
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return keys.getCertificateChain(alias);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return keys.getPrivateKey(alias);
    }
}
