package io.github.bedrockbatch.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/** What a logger says during a test, from INFO on. */
public final class LogLines implements BeforeEachCallback, AfterEachCallback {
    private final Logger logger;
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    /** Listens to no one yet. */
    public LogLines(String logger) {
        this.logger = (Logger) LoggerFactory.getLogger(logger);
    }

    /** The lines so far, as {@code [INFO] message}. */
    public List<String> list() {
        return lines.list.stream().map(ILoggingEvent::toString).toList();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        logger.setLevel(Level.INFO);
        lines.start();
        logger.addAppender(lines);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }
}
