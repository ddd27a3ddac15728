package io.github.bedrockbatch.store;

import io.github.bedrockbatch.job.Times;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * A JSON object that is written and read member by member. Members that are null are left out. Its text is read token by
 * token, because a data-binding library would be most of what a start with rows in the store loads.
 */
final class JsonObject {
    /** Escapes all but ASCII, so that whatever a message holds, half a surrogate pair included, comes back as it was. */
    private static final JsonFactory FACTORY =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    /** Members by name: String, Boolean, Number, Instant, JsonObject, or a List of these. */
    private final Map<String, Object> members = new LinkedHashMap<>();

    /**
     * Reads a text that holds one object.
     *
     * @throws tools.jackson.core.JacksonException if it is not JSON
     * @throws IllegalArgumentException if it is anything else in JSON
     */
    static JsonObject parse(String text) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException(parser.currentToken() + ": must be the start of an object");
            }
            JsonObject object = object(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException(parser.currentToken() + ": must be the end of the text");
            }
            return object;
        }
    }

    private static JsonObject object(JsonParser parser) {
        JsonObject object = new JsonObject();
        for (String name = parser.nextName(); name != null; name = parser.nextName()) {
            object.put(name, value(parser, parser.nextToken()));
        }
        return object;
    }

    private static List<Object> items(JsonParser parser) {
        List<Object> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(parser, token));
        }
        return items;
    }

    private static Object value(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> items(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
            default -> throw new IllegalArgumentException(token + ": must be a value that the store writes");
        };
    }

    String write() {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(this, generator);
        }
        return text.toString();
    }

    private static void write(Object value, JsonGenerator generator) {
        switch (value) {
            case JsonObject object -> {
                generator.writeStartObject();
                object.members.forEach((name, member) -> {
                    generator.writeName(name);
                    write(member, generator);
                });
                generator.writeEndObject();
            }
            case List<?> items -> {
                generator.writeStartArray();
                items.forEach(item -> write(item, generator));
                generator.writeEndArray();
            }
            case Number number -> generator.writeNumber(number.longValue());
            case Boolean flag -> generator.writeBoolean(flag);
            case String text -> generator.writeString(text);
            case Instant time -> generator.writeString(time.toString());
            default -> throw new IllegalArgumentException(value + ": must be a value that the store reads");
        }
    }

    JsonObject put(String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
        return this;
    }

    /** Returns what a getter gives for a member, or null if it is absent. */
    <T> @Nullable T orNull(String name, Function<String, T> getter) {
        return members.containsKey(name) ? getter.apply(name) : null;
    }

    /** Returns what a reader makes of a member that is an object, or null if it is absent. */
    <T> @Nullable T objectOrNull(String name, Function<JsonObject, T> reader) {
        return members.containsKey(name) ? reader.apply(object(name)) : null;
    }

    JsonObject object(String name) {
        return required(name, JsonObject.class);
    }

    String text(String name) {
        return required(name, String.class);
    }

    Instant instant(String name) {
        return Times.parse(text(name));
    }

    long number(String name) {
        return required(name, Long.class);
    }

    int integer(String name) {
        return Math.toIntExact(number(name));
    }

    boolean flag(String name) {
        return required(name, Boolean.class);
    }

    List<String> texts(String name) {
        List<?> items = required(name, List.class);
        return items.stream().map(String.class::cast).toList();
    }

    /** Returns all members, each of which must be a text, by name. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        members.keySet().forEach(name -> texts.put(name, text(name)));
        return texts;
    }

    private <T> T required(String name, Class<T> type) {
        Object value = members.get(name);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(name + ": must be there, as a " + type.getSimpleName());
        }
        return type.cast(value);
    }
}
