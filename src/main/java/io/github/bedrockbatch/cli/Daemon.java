package io.github.bedrockbatch.cli;

import io.github.bedrockbatch.Exporter;
import io.github.bedrockbatch.logging.Logging;
import java.util.concurrent.CountDownLatch;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running exporter in the foreground: until SIGTERM or SIGINT, at which it ends in order with exit code 0. */
final class Daemon {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    private Daemon() {}

    /**
     * Runs it until a signal ends the process. After a failed start all is closed before the failure is thrown.
     *
     * @param introduction told the port before the first line of the log
     * @param started called once the exporter runs, before it says so
     */
    static int run(Exporter exporter, AutoCloseable beside, LogOptions log, IntConsumer introduction, Runnable started)
            throws InterruptedException {
        Logging logging = log.start();
        Thread.setDefaultUncaughtExceptionHandler(Daemon::died);
        try {
            exporter.listen();
            introduction.accept(exporter.port());
            exporter.start();
        } catch (RuntimeException e) {
            closeAfter(e, beside, exporter);
            logging.close();
            throw e;
        } catch (Error e) {
            // What else there is to close may wait for what the error prevents.
            logging.close();
            throw e;
        }
        Signals.running(() -> end(exporter, beside, logging));
        IdleMemory.keep();
        started.run();
        LOG.atInfo()
                .addKeyValue("port", exporter.port())
                .log("Ready: metrics at {}://127.0.0.1:{}/metrics", exporter.scheme(), exporter.port());
        new CountDownLatch(1).await();
        return 0;
    }

    /** Closes all and halts. The JVM would exit with 143 after a SIGTERM: halting with 0 says that all was closed. */
    private static void end(Exporter exporter, AutoCloseable beside, Logging logging) {
        int code = 1;
        try (logging) {
            code = close(exporter, beside);
        } finally {
            Runtime.getRuntime().halt(code);
        }
    }

    private static int close(Exporter exporter, AutoCloseable beside) {
        try {
            exporter.close();
            beside.close();
            return 0;
        } catch (Throwable e) {
            LOG.error("The exporter did not shut down cleanly", e);
            return 1;
        }
    }

    /** Ends a process that lost a thread for want of memory or of threads: the others would go on without what it did. */
    private static void died(Thread thread, Throwable failure) {
        try {
            LOG.error("Thread {} ended", thread.getName(), failure);
        } finally {
            if (failure instanceof OutOfMemoryError) {
                halt(failure);
            }
        }
    }

    /** Halts even if there is no memory left for the line. */
    private static void halt(Throwable failure) {
        try {
            System.err.println(Failures.line(failure));
        } finally {
            Runtime.getRuntime().halt(1);
        }
    }

    private static void closeAfter(RuntimeException failure, AutoCloseable beside, Exporter exporter) {
        try {
            exporter.close();
            beside.close();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }
}
