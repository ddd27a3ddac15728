package io.github.bedrockbatch.store;

import java.io.StringWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object that is written and read member by member; members that are null are left out. */
final class JsonObject {
    /** Members by name: String, Boolean, Long, JsonObject, or a List of these. */
    private final Map<String, Object> members;

    JsonObject() {
        this(new LinkedHashMap<>());
    }

    JsonObject(Map<String, Object> members) {
        this.members = members;
    }

    /**
     * Reads a text that holds one object.
     *
     * @throws tools.jackson.core.JacksonException if it is not JSON
     * @throws IllegalArgumentException if it is anything else in JSON
     */
    static JsonObject parse(String text) {
        return JsonReading.object(text);
    }

    String write() {
        StringWriter text = new StringWriter();
        JsonWriting.write(this, text);
        return text.toString();
    }

    Map<String, Object> members() {
        return members;
    }

    JsonObject put(String name, @Nullable String value) {
        return member(name, value);
    }

    JsonObject put(String name, @Nullable Instant value) {
        return member(name, value == null ? null : value.toString());
    }

    JsonObject put(String name, @Nullable Integer value) {
        return member(name, value == null ? null : Long.valueOf(value));
    }

    JsonObject put(String name, @Nullable Long value) {
        return member(name, value);
    }

    JsonObject put(String name, boolean value) {
        return member(name, value);
    }

    JsonObject put(String name, List<String> values) {
        return member(name, values);
    }

    JsonObject put(String name, @Nullable JsonObject value) {
        return member(name, value);
    }

    JsonObject object(String name) {
        return required(name, JsonObject.class);
    }

    @Nullable
    JsonObject objectOrNull(String name) {
        return members.containsKey(name) ? object(name) : null;
    }

    String text(String name) {
        return required(name, String.class);
    }

    @Nullable
    String textOrNull(String name) {
        return members.containsKey(name) ? text(name) : null;
    }

    Instant instant(String name) {
        return Instant.parse(text(name));
    }

    @Nullable
    Instant instantOrNull(String name) {
        return members.containsKey(name) ? instant(name) : null;
    }

    int integer(String name) {
        return Math.toIntExact(required(name, Long.class));
    }

    @Nullable
    Integer intOrNull(String name) {
        return members.containsKey(name) ? Integer.valueOf(integer(name)) : null;
    }

    @Nullable
    Long longOrNull(String name) {
        return members.containsKey(name) ? required(name, Long.class) : null;
    }

    boolean flag(String name) {
        return required(name, Boolean.class);
    }

    List<String> texts(String name) {
        List<?> items = required(name, List.class);
        return items.stream().map(String.class::cast).toList();
    }

    private JsonObject member(String name, @Nullable Object value) {
        if (value != null) {
            members.put(name, value);
        }
        return this;
    }

    private <T> T required(String name, Class<T> type) {
        Object value = members.get(name);
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(name + ": must be there, as a " + type.getSimpleName());
        }
        return type.cast(value);
    }
}
