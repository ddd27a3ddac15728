package io.github.bedrockbatch.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import io.github.bedrockbatch.eventlog.Event;
import io.github.bedrockbatch.eventlog.LoggerSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.Logger;
import org.slf4j.event.Level;

class LoggingTest {
    private static final Event EVENT = new Event(Level.INFO, "text", Map.of("event", "job_transition"));

    @ParameterizedTest
    @EnumSource(Level.class)
    void noLevelSilencesEvents(Level level) throws Exception {
        try (Harness harness = new Harness(level, LogFormat.JSON)) {
            harness.writeEvent(Map.of());
            assertThat(harness.lines()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "INFO, io.github.bedrockbatch.poll, INFO",
        "INFO, org.quartz.core, WARN",
        "INFO, software.amazon.awssdk.request, WARN",
        "ERROR, org.quartz.core, ERROR",
        "ERROR, io.github.bedrockbatch.poll, ERROR",
        "DEBUG, org.quartz.core, DEBUG",
        "TRACE, org.apache.hc.client5.http.wire, WARN",
        "TRACE, software.amazon.awssdk.utils.uri.SdkUri, WARN",
        "DEBUG, software.amazon.awssdk.request, WARN",
        "WARN, software.amazon.awssdk.request, WARN",
        "ERROR, software.amazon.awssdk.request, ERROR",
        "INFO, software.amazon.awssdk.requestId, WARN",
        "DEBUG, software.amazon.awssdk.requestId, DEBUG",
        "TRACE, org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator, TRACE"
    })
    void levelHoldsForAllLoggers(Level level, String name, Level lowest) {
        try (Harness harness = new Harness(level, LogFormat.JSON)) {
            Logger logger = harness.logger(name);
            for (Level each : Level.values()) {
                assertThat(logger.isEnabledForLevel(each)).as(each.name()).isEqualTo(each.toInt() >= lowest.toInt());
            }
        }
    }

    @Test
    void aFailedEventIsThrownAndItsTornLineIsEnded() throws Exception {
        LoggerContext context = Harness.newContext();
        TearingOutput out = new TearingOutput();
        try (Logging _ = Logging.install(context, Level.INFO, LogFormat.LOGFMT, out)) {
            LoggerSink sink = new LoggerSink(context.getLogger(LoggerSink.LOGGER));
            assertThatThrownBy(() -> sink.write(EVENT))
                    .isInstanceOf(IOException.class)
                    .hasMessage("No space left on device");
            out.full = false;
            sink.write(EVENT);
        }
        assertThat(out.text().lines()).hasSize(2).last().asString().startsWith("time=");
    }

    @Test
    void anEventAfterTheEndIsNotTakenForWritten() {
        LoggerContext context = Harness.newContext();
        EventAppender appender = new EventAppender(LogFormat.LOGFMT, new LineOutput(OutputStream.nullOutputStream()));
        appender.setContext(context);
        context.getLogger(LoggerSink.LOGGER).addAppender(appender);
        assertThatThrownBy(() -> new LoggerSink(context.getLogger(LoggerSink.LOGGER)).write(EVENT))
                .isInstanceOf(IOException.class)
                .hasMessage("logging has ended");
    }

    @Test
    void anOrdinaryLineThatFailsDisturbsNobody() {
        LoggerContext context = Harness.newContext();
        TearingOutput out = new TearingOutput();
        try (Logging _ = Logging.install(context, Level.INFO, LogFormat.LOGFMT, out)) {
            context.getLogger("any").info("lost");
            await().until(() -> !out.text().isEmpty());
            out.full = false;
            context.getLogger("any").info("kept");
        }
        assertThat(out.text()).contains("msg=kept");
    }

    @Test
    @Timeout(30)
    void aBlockedOutputHoldsUpNobodyWhoLogs() {
        CountDownLatch unblocked = new CountDownLatch(1);
        BlockedOutput out = new BlockedOutput(unblocked);
        LoggerContext context = Harness.newContext();
        Logging logging = Logging.install(context, Level.INFO, LogFormat.LOGFMT, out);
        context.getLogger("any").warn("the line that blocks");
        await().until(() -> out.blocked.getCount() == 0);
        for (int i = 0; i < 5000; i++) {
            context.getLogger("any").warn("line {}", i);
        }
        logging.close();
        unblocked.countDown();
    }

    @Test
    void isSilentUntilStarted() {
        LoggerContext context = Harness.newContext();
        assertThat(new LoggingConfigurator().configure(context))
                .isEqualTo(Configurator.ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY);
        assertThat(context.getLogger("any").isErrorEnabled()).isFalse();
        assertThat(ServiceLoader.load(Configurator.class)).hasAtLeastOneElementOfType(LoggingConfigurator.class);
    }

    @Test
    void yieldsToAFileOfTheUser() {
        System.setProperty("logback.configurationFile", "own.xml");
        try {
            assertThat(new LoggingConfigurator().configure(new LoggerContext()))
                    .isEqualTo(Configurator.ExecutionStatus.INVOKE_NEXT_IF_ANY);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Logging.start(Level.INFO, LogFormat.JSON, out).close();
            assertThat(out.size()).isZero();
        } finally {
            System.clearProperty("logback.configurationFile");
        }
    }

    /** Writes half of each line while the disk is full. */
    private static final class TearingOutput extends OutputStream {
        private final ByteArrayOutputStream written = new ByteArrayOutputStream();
        private volatile boolean full = true;

        @Override
        public void write(int b) {
            written.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            written.write(bytes, from, full ? length / 2 : length);
            if (full) {
                throw new IOException("No space left on device");
            }
        }

        String text() {
            return written.toString(StandardCharsets.UTF_8);
        }
    }

    /** A pipe that nobody reads. */
    private static final class BlockedOutput extends OutputStream {
        private final CountDownLatch blocked = new CountDownLatch(1);
        private final CountDownLatch unblocked;

        BlockedOutput(CountDownLatch unblocked) {
            this.unblocked = unblocked;
        }

        @Override
        public void write(int b) {
            blocked.countDown();
            while (unblocked.getCount() > 0) {
                Thread.onSpinWait();
            }
        }
    }
}
