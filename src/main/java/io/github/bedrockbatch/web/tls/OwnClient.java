package io.github.bedrockbatch.web.tls;

import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.webconfig.TlsConfig;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * A client of a server whose web file it has: it trusts exactly the certificate of that server, whatever name is in it, and shows the
 * same one where clients must have one.
 */
public final class OwnClient {
    private OwnClient() {}

    /**
     * Returns a socket that is not connected.
     *
     * @throws ConfigException if the certificate, or a key that is needed, cannot be used
     */
    public static Socket socket(TlsConfig config) throws ConfigException, IOException {
        try {
            KeyManager[] keys = config.clientAuth().requires()
                    ? OwnKeys.of(ServerContext.keys(config.certificate(), config.key()))
                    : new KeyManager[0];
            PinnedTrust trust =
                    new PinnedTrust(Certificates.of(config.certificate()).getFirst());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {trust}, null);
            return context.getSocketFactory().createSocket();
        } catch (GeneralSecurityException e) {
            throw config.certificate().refused("cannot be used (" + e.getMessage() + "); replace it and its key");
        }
    }
}
