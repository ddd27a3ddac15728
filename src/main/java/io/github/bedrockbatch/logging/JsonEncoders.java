package io.github.bedrockbatch.logging;

import ch.qos.logback.core.Context;
import java.io.Serial;
import net.logstash.logback.decorate.TokenStreamFactoryBuilderDecorator;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;

/** Makes encoders of one JSON object a line: time, level, logger, message, and the key-values as typed fields. */
final class JsonEncoders {
    private static final String LEFT_OUT = "[ignore]";

    private JsonEncoders() {}

    static LogstashEncoder started(Context context) {
        LogstashEncoder encoder = new LogstashEncoder();
        encoder.setFieldNames(fieldNames());
        encoder.setTimeZone("UTC");
        encoder.setIncludeContext(false);
        encoder.setIncludeMdc(false);
        encoder.setIncludeTags(false);
        encoder.setIncludeStructuredArguments(false);
        encoder.setLineSeparator("\n");
        TokenStreamFactoryBuilderDecorator<JsonFactory, JsonFactoryBuilder> escaping =
                builder -> builder.characterEscapes(new LineEscapes());
        encoder.addDecorator(escaping);
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }

    private static LogstashFieldNames fieldNames() {
        LogstashFieldNames names = new LogstashFieldNames();
        names.setTimestamp("@timestamp");
        names.setLevel("log.level");
        names.setLogger("log.logger");
        names.setMessage("message");
        names.setStackTrace("error.stack_trace");
        names.setVersion(LEFT_OUT);
        names.setLevelValue(LEFT_OUT);
        names.setThread(LEFT_OUT);
        return names;
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
