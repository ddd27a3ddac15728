package io.github.bedrockbatch.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/**
 * Writes an event as one line of {@code key=value} pairs. A value with anything but plain characters is quoted, in it
 * quotes, backslashes and whatever could break the line are escaped as in JSON.
 *
 * @see <a href="https://brandur.org/logfmt">logfmt</a>
 */
final class LogfmtEncoder {
    private LogfmtEncoder() {}

    static byte[] encode(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(200);
        pair(line, "time", event.getInstant());
        pair(line, "level", event.getLevel());
        pair(line, "logger", event.getLoggerName());
        pair(line, "msg", event.getFormattedMessage());
        List<KeyValuePair> pairs = event.getKeyValuePairs();
        if (pairs != null) {
            pairs.forEach(pair -> pair(line, pair.key, pair.value));
        }
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            pair(line, "stack_trace", ThrowableProxyUtil.asString(thrown));
        }
        return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void pair(StringBuilder line, String key, @Nullable Object value) {
        if (!line.isEmpty()) {
            line.append(' ');
        }
        key.chars().forEach(c -> line.append(isPlain(c) ? (char) c : '_'));
        line.append('=');
        value(line, value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value));
    }

    private static void value(StringBuilder line, String value) {
        if (!value.isEmpty() && value.chars().allMatch(LogfmtEncoder::isPlain)) {
            line.append(value);
            return;
        }
        line.append('"');
        value.codePoints().forEach(c -> escaped(line, c));
        line.append('"');
    }

    private static void escaped(StringBuilder line, int codePoint) {
        switch (codePoint) {
            case '"', '\\' -> line.append('\\').append((char) codePoint);
            case '\n' -> line.append("\\n");
            case '\r' -> line.append("\\r");
            case '\t' -> line.append("\\t");
            default -> {
                if (Unprintable.test(codePoint)) {
                    line.append(Unprintable.escape(codePoint));
                } else {
                    line.appendCodePoint(codePoint);
                }
            }
        }
    }

    private static boolean isPlain(int unit) {
        return unit > ' ' && unit < 0x7F && unit != '=' && unit != '"' && unit != '\\';
    }
}
