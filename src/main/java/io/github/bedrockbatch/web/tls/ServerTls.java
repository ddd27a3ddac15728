package io.github.bedrockbatch.web.tls;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.webconfig.TlsConfig;
import java.util.function.BooleanSupplier;

/** TLS of the server. Certificates, key, client CA and rules can be replaced at run time, for new connections. Thread-safe. */
public final class ServerTls {
    private volatile ServerContext context;

    private ServerTls(ServerContext context) {
        this.context = context;
    }

    /**
     * Reads certificates and key.
     *
     * @throws ConfigException if they cannot be used
     */
    public static ServerTls of(TlsConfig config) throws ConfigException {
        return new ServerTls(ServerContext.of(config));
    }

    /**
     * Replaces all.
     *
     * @throws ConfigException if certificates or key cannot be used; nothing has changed then
     */
    public void replace(TlsConfig config) throws ConfigException {
        context = ServerContext.of(config);
    }

    /**
     * Returns what sets up the JDK's server.
     *
     * @param mayWrite whether the current thread may wait for a client
     */
    public HttpsConfigurator configurator(BooleanSupplier mayWrite) {
        return new HttpsConfigurator(new ReplaceableContext(() -> context, mayWrite)) {
            @Override
            public void configure(HttpsParameters parameters) {
                // An engine stays as it was made, from one state of the context.
            }
        };
    }
}
