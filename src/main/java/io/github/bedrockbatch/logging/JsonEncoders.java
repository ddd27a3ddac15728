package io.github.bedrockbatch.logging;

import net.logstash.logback.decorate.TokenStreamFactoryBuilderDecorator;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonFactoryBuilder;

/** Makes encoders of one JSON object a line: time, level, logger, message, and the key-values as typed fields. */
final class JsonEncoders {
    private static final String LEFT_OUT = "[ignore]";

    private JsonEncoders() {}

    static LogstashEncoder create() {
        LogstashEncoder encoder = new LogstashEncoder();
        encoder.setFieldNames(fieldNames());
        encoder.setTimeZone("UTC");
        encoder.setIncludeContext(false);
        encoder.setIncludeMdc(false);
        encoder.setIncludeTags(false);
        encoder.setIncludeStructuredArguments(false);
        encoder.setLineSeparator("\n");
        encoder.addDecorator(new Escaping());
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

    private static final class Escaping implements TokenStreamFactoryBuilderDecorator<JsonFactory, JsonFactoryBuilder> {
        @Override
        public JsonFactoryBuilder decorate(JsonFactoryBuilder builder) {
            return builder.characterEscapes(new LineEscapes());
        }
    }
}
