package io.github.bedrockbatch.store;

import java.io.Writer;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/** Writes JSON token by token. */
final class JsonWriting {
    /** Escapes all but ASCII, so that whatever a message holds, half a surrogate pair included, comes back as it was. */
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private JsonWriting() {}

    static void write(JsonObject object, Writer out) {
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            value(object, generator);
        }
    }

    private static void value(Object value, JsonGenerator generator) {
        switch (value) {
            case JsonObject object -> members(object, generator);
            case List<?> items -> items(items, generator);
            case String text -> generator.writeString(text);
            case Long number -> generator.writeNumber(number);
            case Boolean flag -> generator.writeBoolean(flag);
            default -> throw new IllegalArgumentException(value + ": must be a value that the store reads");
        }
    }

    private static void members(JsonObject object, JsonGenerator generator) {
        generator.writeStartObject();
        object.members().forEach((name, value) -> {
            generator.writeName(name);
            value(value, generator);
        });
        generator.writeEndObject();
    }

    private static void items(List<?> items, JsonGenerator generator) {
        generator.writeStartArray();
        items.forEach(item -> value(item, generator));
        generator.writeEndArray();
    }
}
