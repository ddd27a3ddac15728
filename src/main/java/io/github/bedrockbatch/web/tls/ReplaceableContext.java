package io.github.bedrockbatch.web.tls;

import java.security.KeyManagementException;
import java.security.SecureRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;

/** The context that is in force when a connection comes. */
final class ReplaceableContext extends SSLContext {
    ReplaceableContext(Supplier<ServerContext> current, BooleanSupplier mayWrite) {
        super(
                new Current(current, mayWrite),
                current.get().context().getProvider(),
                current.get().context().getProtocol());
    }

    private static final class Current extends SSLContextSpi {
        private final Supplier<ServerContext> current;
        private final BooleanSupplier mayWrite;

        Current(Supplier<ServerContext> current, BooleanSupplier mayWrite) {
            this.current = current;
            this.mayWrite = mayWrite;
        }

        @Override
        protected void engineInit(KeyManager[] keys, TrustManager[] trust, SecureRandom random)
                throws KeyManagementException {
            throw new KeyManagementException("the context is replaced as a whole");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return current.get().context().getSocketFactory();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return current.get().context().getServerSocketFactory();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            ServerContext now = current.get();
            SSLEngine engine = now.context().createSSLEngine();
            engine.setUseClientMode(false);
            engine.setSSLParameters(now.parameters());
            return new GuardedEngine(engine, mayWrite);
        }

        /** Without the client's name and port, because a server resumes sessions by their tickets. */
        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return engineCreateSSLEngine();
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return current.get().context().getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return current.get().context().getClientSessionContext();
        }

        @Override
        protected SSLParameters engineGetDefaultSSLParameters() {
            return current.get().context().getDefaultSSLParameters();
        }

        @Override
        protected SSLParameters engineGetSupportedSSLParameters() {
            return current.get().context().getSupportedSSLParameters();
        }
    }
}
