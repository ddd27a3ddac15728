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

    /** Runs it until a signal ends the process. A start that fails is put away before its failure is thrown. */
    static int run(Exporter exporter, AutoCloseable beside, LogOptions log, IntConsumer introduction)
            throws InterruptedException {
        Logging logging = log.start();
        Thread.setDefaultUncaughtExceptionHandler(Daemon::died);
        try {
            exporter.listen();
            introduction.accept(exporter.port());
            exporter.start();
        } catch (RuntimeException e) {
            putAway(e, beside, exporter);
            throw e;
        }
        Signals.running(() -> end(exporter, beside, logging));
        LOG.atInfo()
                .addKeyValue("port", exporter.port())
                .log("Ready: metrics at http://127.0.0.1:{}/metrics", exporter.port());
        new CountDownLatch(1).await();
        return 0;
    }

    /** The JVM would exit with 143 after a SIGTERM: halting with 0 says that all was put away. */
    private static void end(Exporter exporter, AutoCloseable beside, Logging logging) {
        int code = 0;
        try {
            exporter.close();
            beside.close();
        } catch (Exception e) {
            LOG.error("The exporter did not end in order", e);
            code = 1;
        }
        logging.close();
        Runtime.getRuntime().halt(code);
    }

    /** Ends a process that lost a thread for want of memory or of threads: the others would go on without what it did. */
    private static void died(Thread thread, Throwable failure) {
        LOG.error("Thread {} ended", thread.getName(), failure);
        if (failure instanceof OutOfMemoryError) {
            System.err.println(Failures.line(failure));
            Runtime.getRuntime().halt(1);
        }
    }

    private static void putAway(RuntimeException failure, AutoCloseable beside, Exporter exporter) {
        try {
            exporter.close();
            beside.close();
        } catch (Exception e) {
            failure.addSuppressed(e);
        }
    }
}
