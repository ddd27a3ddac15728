package io.github.bedrockbatch.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import io.github.bedrockbatch.eventlog.Event;
import io.github.bedrockbatch.eventlog.LoggerSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Logging as the program sets it up, into memory. */
final class Harness implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final LoggerContext context = newContext();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Logging logging;

    Harness(Level level, LogFormat format) {
        logging = Logging.install(context, level, format, out);
    }

    /** A context as SLF4J's binding makes one. */
    static LoggerContext newContext() {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.start();
        return context;
    }

    Logger logger(String name) {
        return context.getLogger(name);
    }

    void writeEvent(Map<String, Object> fields) throws IOException {
        new LoggerSink(logger(LoggerSink.LOGGER)).write(new Event(Level.INFO, "Job {} went", fields));
    }

    /** What was written, after logging has ended. */
    String text() {
        close();
        return out.toString(StandardCharsets.UTF_8);
    }

    List<String> lines() {
        return text().lines().toList();
    }

    /** The only line, as JSON. */
    JsonNode json() {
        String text = text();
        if (text.indexOf('\n') != text.length() - 1) {
            throw new AssertionError(text + ": must be one line");
        }
        return MAPPER.readTree(text);
    }

    @Override
    public void close() {
        logging.close();
    }
}
