package io.github.bedrockbatch.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes an event as one JSON object a line: time, message, logger, level, and the key-values as typed fields. It writes
 * token by token, because data binding would load much at each start.
 */
final class JsonEncoder {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .characterEscapes(new LineEscapes())
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private JsonEncoder() {}

    /**
     * Returns the line.
     *
     * @throws UncheckedIOException if a value cannot be written as JSON
     */
    static byte[] encode(ILoggingEvent event) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeStringProperty("@timestamp", event.getInstant().toString());
            json.writeStringProperty("message", event.getFormattedMessage());
            json.writeStringProperty("log.logger", event.getLoggerName());
            json.writeStringProperty("log.level", event.getLevel().toString());
            IThrowableProxy thrown = event.getThrowableProxy();
            if (thrown != null) {
                json.writeStringProperty("error.stack_trace", ThrowableProxyUtil.asString(thrown));
            }
            keyValues(json, event.getKeyValuePairs());
            json.writeEndObject();
        } catch (JacksonException e) {
            throw new UncheckedIOException(new IOException(e.getMessage(), e));
        }
        line.write('\n');
        return line.toByteArray();
    }

    private static void keyValues(JsonGenerator json, @Nullable List<KeyValuePair> pairs) {
        if (pairs != null) {
            for (KeyValuePair pair : pairs) {
                json.writeName(pair.key);
                value(json, pair.value);
            }
        }
    }

    private static void value(JsonGenerator json, @Nullable Object value) {
        switch (value) {
            case null -> json.writeNull();
            case Boolean flag -> json.writeBoolean(flag);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case Float number -> json.writeNumber(number);
            case BigDecimal number -> json.writeNumber(number);
            case Number number -> json.writeNumber(number.toString());
            default -> json.writeString(value.toString());
        }
    }

    /** JSON's own escapes, and those of every {@link Unprintable} character. */
    private static final class LineEscapes extends CharacterEscapes {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        public int[] getEscapeCodesForAscii() {
            int[] escapes = standardAsciiEscapesForJSON();
            escapes[0x7F] = ESCAPE_STANDARD;
            return escapes;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int unit) {
            return Unprintable.test(unit) ? new SerializedString(Unprintable.escape(unit)) : null;
        }
    }
}
