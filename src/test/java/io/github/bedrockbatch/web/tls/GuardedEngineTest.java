package io.github.bedrockbatch.web.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
final class GuardedEngineTest {
    private final AtomicBoolean mayWrite = new AtomicBoolean(true);
    private final SSLEngine engine = new GuardedEngine(context().createSSLEngine(), mayWrite::get);

    /** What the JDK's server does when it closes a connection, on whichever thread. */
    @Test
    void givesNothingToSendOnThreadsThatMayNotWait() throws SSLException {
        engine.setUseClientMode(true);
        engine.beginHandshake();
        mayWrite.set(false);
        engine.closeOutbound();

        SSLEngineResult result = wrap();

        assertThat(result.bytesProduced()).isZero();
        assertThat(result.getStatus()).isEqualTo(Status.CLOSED);
        assertThat(result.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
    }

    @Test
    void givesAllToSendOnOthers() throws SSLException {
        engine.setUseClientMode(true);
        engine.beginHandshake();

        assertThat(wrap().bytesProduced()).isPositive();
    }

    private SSLEngineResult wrap() throws SSLException {
        return engine.wrap(
                ByteBuffer.allocate(0), ByteBuffer.allocate(engine.getSession().getPacketBufferSize()));
    }

    private static SSLContext context() {
        try {
            return SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
