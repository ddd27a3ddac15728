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

    static int run(Exporter exporter, AutoCloseable beside, LogOptions log, IntConsumer introduction)
            throws InterruptedException {
        Logging logging = log.start();
        exporter.listen();
        introduction.accept(exporter.port());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(exporter, beside, logging), "shutdown"));
        exporter.start();
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
}
