package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.cli.Signals.Handling;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** SIGHUP, which may come before there is anything to ask for. It is then kept in mind. Thread-safe. */
final class Hangup {
    private static final Logger LOG = LoggerFactory.getLogger(Hangup.class);
    private static final String OTHERWISE = "To reload the configuration, use POST /-/reload.";

    private volatile Handling handling = Handling.UNAVAILABLE;
    private @Nullable Runnable request;
    private boolean pending;

    /** Takes over the signal. */
    void take() {
        handling = Signals.handle("HUP", this::arrived);
    }

    /** Says what the signal asks for, does it if one came before, and logs if none will come. */
    void asksFor(Runnable asked) {
        switch (handling) {
            case TAKEN -> {}
            case IGNORED ->
                LOG.info(
                        "SIGHUP is ignored, because the exporter was started with nohup or in a similar way. {}",
                        OTHERWISE);
            case UNAVAILABLE ->
                LOG.info("SIGHUP cannot be handled, for example because of the JVM option -Xrs. {}", OTHERWISE);
        }
        if (begin(asked)) {
            asked.run();
        }
    }

    /** Does what the signal asks for. */
    void arrived() {
        Runnable asked = receive();
        if (asked != null) {
            asked.run();
        }
    }

    private synchronized boolean begin(Runnable asked) {
        request = asked;
        return pending;
    }

    private synchronized @Nullable Runnable receive() {
        pending = request == null;
        return request;
    }
}
