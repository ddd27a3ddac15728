package io.github.bedrockbatch.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A JSON object that is written and read member by member; members that are null are left out. */
final class JsonObject {
    /** Escapes all but ASCII, so that whatever a message holds, half a surrogate pair included, comes back as it was. */
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final JsonNode node;

    JsonObject() {
        this(MAPPER.createObjectNode());
    }

    JsonObject(JsonNode node) {
        this.node = node;
    }

    static JsonObject parse(String text) {
        return new JsonObject(MAPPER.readTree(text));
    }

    String write() {
        return MAPPER.writeValueAsString(node);
    }

    JsonNode node() {
        return node;
    }

    JsonObject put(String name, @Nullable String value) {
        return value == null ? this : put(name, members().stringNode(value));
    }

    JsonObject put(String name, @Nullable Instant value) {
        return value == null ? this : put(name, value.toString());
    }

    JsonObject put(String name, @Nullable Integer value) {
        return value == null ? this : put(name, members().numberNode(value.intValue()));
    }

    JsonObject put(String name, @Nullable Long value) {
        return value == null ? this : put(name, members().numberNode(value.longValue()));
    }

    JsonObject put(String name, boolean value) {
        return put(name, members().booleanNode(value));
    }

    JsonObject put(String name, List<String> values) {
        ArrayNode array = members().arrayNode();
        values.forEach(array::add);
        return put(name, array);
    }

    JsonObject put(String name, @Nullable JsonNode value) {
        if (value != null) {
            members().set(name, value);
        }
        return this;
    }

    JsonObject object(String name) {
        return new JsonObject(node.required(name));
    }

    @Nullable
    JsonObject objectOrNull(String name) {
        return node.has(name) ? object(name) : null;
    }

    String text(String name) {
        return node.required(name).asString();
    }

    @Nullable
    String textOrNull(String name) {
        return node.has(name) ? text(name) : null;
    }

    Instant instant(String name) {
        return Instant.parse(text(name));
    }

    @Nullable
    Instant instantOrNull(String name) {
        return node.has(name) ? instant(name) : null;
    }

    @Nullable
    Integer intOrNull(String name) {
        return node.has(name) ? Integer.valueOf(node.required(name).intValue()) : null;
    }

    @Nullable
    Long longOrNull(String name) {
        return node.has(name) ? Long.valueOf(node.required(name).longValue()) : null;
    }

    boolean flag(String name) {
        return node.required(name).booleanValue();
    }

    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        node.required(name).forEach(item -> texts.add(item.asString()));
        return texts;
    }

    private ObjectNode members() {
        return (ObjectNode) node;
    }
}
