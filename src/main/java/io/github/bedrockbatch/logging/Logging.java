package io.github.bedrockbatch.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.util.List;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The program's logging while it runs. Ordinary lines pass through a queue, and are dropped rather than hold up who logs
 * when the output blocks; event lines are written on the caller's thread and fail with
 * {@link java.io.UncheckedIOException}.
 */
public final class Logging implements AutoCloseable {
    /** The logger of events: written at every level. */
    static final String EVENTS = "bedrock_batch.transitions";

    private static final int QUEUE = 1024;
    private static final int FLUSH_MILLIS = 1000;
    /** Libraries whose ordinary course is of no interest; more of it is shown from debug on. */
    private static final List<String> QUIET = List.of("org.quartz");
    /** What tells of a database that is away, again and again with a stack trace, beside the exporter's own word. */
    private static final List<String> REDUNDANT = List.of(
            "com.zaxxer.hikari",
            "io.github.bedrockbatch.schedule.KnownJobStore",
            "org.quartz.core.ErrorLogger",
            "org.quartz.core.QuartzSchedulerThread",
            "org.quartz.impl.jdbcjobstore");
    /** Libraries that hold secrets, and log some of them: no level shows their ordinary course. */
    private static final List<String> SECRETIVE = List.of("software.amazon.awssdk", "org.apache.hc");
    /** Their loggers without secrets: the ids of requests, and the addresses that are connected to. */
    private static final List<String> OPEN = List.of(
            "software.amazon.awssdk.requestId",
            "org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator");

    private final Runnable stop;

    private Logging(Runnable stop) {
        this.stop = stop;
    }

    /** Begins to log to standard output; does nothing where {@code logback.configurationFile} is set. */
    public static Logging start(Level level, LogFormat format) {
        return start(level, format, new FileOutputStream(FileDescriptor.out));
    }

    /** Begins to log to a stream; does nothing where {@code logback.configurationFile} is set. */
    public static Logging start(Level level, LogFormat format, OutputStream out) {
        if (LoggingConfigurator.yields()) {
            return new Logging(() -> {});
        }
        return install((LoggerContext) LoggerFactory.getILoggerFactory(), level, format, out);
    }

    static Logging install(LoggerContext context, Level level, LogFormat format, OutputStream out) {
        context.reset();
        LineOutput output = new LineOutput(out);
        ordinary(context, level, new LineAppender(format, output));
        events(context, new EventAppender(format, output));
        return new Logging(context::stop);
    }

    /** Writes what is queued, for a second at most, and ends. */
    @Override
    public void close() {
        stop.run();
    }

    private static void ordinary(LoggerContext context, Level level, LineAppender lines) {
        lines.setContext(context);
        lines.start();
        AsyncAppender queue = new AsyncAppender();
        queue.setContext(context);
        queue.setName("ordinary");
        queue.setQueueSize(QUEUE);
        queue.setNeverBlock(true);
        queue.setMaxFlushTime(FLUSH_MILLIS);
        queue.addAppender(lines);
        queue.start();
        context.getLogger(Logger.ROOT_LOGGER_NAME).addAppender(queue);
        levels(context, ch.qos.logback.classic.Level.convertAnSLF4JLevel(level));
    }

    private static void levels(LoggerContext context, ch.qos.logback.classic.Level level) {
        context.getLogger(Logger.ROOT_LOGGER_NAME).setLevel(level);
        if (level.isGreaterOrEqual(ch.qos.logback.classic.Level.INFO)) {
            REDUNDANT.forEach(name -> context.getLogger(name).setLevel(ch.qos.logback.classic.Level.OFF));
        }
        if (level.isGreaterOrEqual(ch.qos.logback.classic.Level.WARN)) {
            return;
        }
        SECRETIVE.forEach(name -> context.getLogger(name).setLevel(ch.qos.logback.classic.Level.WARN));
        if (level.equals(ch.qos.logback.classic.Level.INFO)) {
            QUIET.forEach(name -> context.getLogger(name).setLevel(ch.qos.logback.classic.Level.WARN));
        } else {
            OPEN.forEach(name -> context.getLogger(name).setLevel(level));
        }
    }

    private static void events(LoggerContext context, EventAppender lines) {
        lines.setContext(context);
        lines.setName("events");
        lines.start();
        Logger logger = context.getLogger(EVENTS);
        logger.setLevel(ch.qos.logback.classic.Level.TRACE);
        logger.setAdditive(false);
        logger.addAppender(lines);
    }
}
