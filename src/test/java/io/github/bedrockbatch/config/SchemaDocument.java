package io.github.bedrockbatch.config;

import io.github.bedrockbatch.config.Key.Group;
import io.github.bedrockbatch.config.Key.Setting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullMarked;

/** The JSON Schema of the configuration, made of the catalogue. */
@NullMarked
final class SchemaDocument {
    private static final String DESCRIPTION =
            "Every key is optional, but for discovery[].regions, aws.accounts[].role_arn and, with store.type postgresql,"
                    + " store.url. ${NAME} in a value reads the environment. With neither jobs nor discovery, every job of the"
                    + " caller's own account in the AWS SDK's own region is watched.";

    /** The order in which a reader wants to see what is said of a value; all else follows. */
    private static final List<String> ORDER = List.of(
            ("$schema title description default type enum additionalProperties required properties items minItems"
                            + " uniqueItems minLength maxLength pattern not allOf exclusiveMinimum minimum maximum anyOf if then")
                    .split(" "));

    private static final Comparator<String> BY_ORDER = Comparator.comparingInt(
                    (String word) -> ORDER.contains(word) ? ORDER.indexOf(word) : ORDER.size())
            .thenComparing(Comparator.naturalOrder());

    private SchemaDocument() {}

    /** The file beside the example. */
    static String file() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "Configuration of bedrock-batch-exporter");
        schema.putAll(configuration());
        return JsonText.of(schema, "") + "\n";
    }

    /** The chart's schema of values, with the part about the configuration replaced. */
    static String values(String present) {
        String begin = "\n    \"config\": ";
        String end = "\n    },\n";
        int from = present.indexOf(begin) + begin.length();
        int to = present.indexOf(end, from) + end.indexOf(',');
        return present.substring(0, from) + JsonText.of(configuration(), "    ") + present.substring(to);
    }

    private static Map<String, Object> configuration() {
        Map<String, Object> schema = mapping(Keys.ALL);
        schema.put("type", "object");
        schema.put("description", DESCRIPTION);
        return sorted(schema);
    }

    private static Map<String, Object> mapping(List<? extends Key<?>> keys) {
        Map<String, Object> properties = new LinkedHashMap<>();
        keys.forEach(key -> properties.put(key.name(), key(key)));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", List.of("object", "null"));
        schema.put("additionalProperties", false);
        schema.put("properties", properties);
        List<String> required = keys.stream()
                .filter(key ->
                        key instanceof Setting<?, ?> setting && setting.value().required())
                .map(Key::name)
                .toList();
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        return schema;
    }

    private static Map<String, Object> key(Key<?> key) {
        return switch (key) {
            case Setting<?, ?> setting -> sorted(setting(setting));
            case Group<?, ?> group -> sorted(group(group));
        };
    }

    private static Map<String, Object> group(Group<?, ?> group) {
        Map<String, Object> schema = mapping(group.keys());
        if (group.repeated()) {
            schema.put("type", "object");
            schema = list(schema, false);
            schema.put("default", List.of());
        }
        if (group.equals(Keys.STORE)) {
            Map<String, Object> type = Map.of("type", Map.of("const", "postgresql"));
            schema.put("if", Map.of("properties", type, "required", List.of("type")));
            Map<String, Object> present = Map.of("url", Map.of("type", "string"));
            schema.put("then", Map.of("properties", present, "required", List.of("url")));
        }
        schema.put("description", Wording.plain(group.help()));
        return schema;
    }

    private static Map<String, Object> setting(Setting<?, ?> setting) {
        Map<String, Object> type = setting.value().type().schema();
        Map<String, Object> schema = switch (setting.value()) {
            case Value.One<?> one -> one.required() ? new LinkedHashMap<>(type) : orAbsent(type);
            case Value.Maybe<?> _ -> orAbsent(type);
            case Value.Many<?> many -> list(type, many.required());
            case Value.Named<?> named -> {
                Map<String, Object> mapping = new LinkedHashMap<>();
                mapping.put("type", List.of("object", "null"));
                mapping.put("propertyNames", named.names().schema());
                mapping.put("additionalProperties", type);
                yield mapping;
            }
        };
        if (setting.name().equals("regions")) {
            schema.put("if", Map.of("contains", Map.of("const", DiscoveryConfig.ALL)));
            schema.put("then", Map.of("maxItems", 1));
        }
        Wording.standard(setting).ifPresent(standard -> schema.put("default", standard));
        schema.put("description", Wording.description(setting));
        return schema;
    }

    private static Map<String, Object> list(Map<String, Object> items, boolean required) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", required ? "array" : List.of("array", "null"));
        schema.put("items", items);
        if (required) {
            schema.put("minItems", 1);
        }
        if (!items.containsKey("properties")) {
            schema.put("uniqueItems", true);
        }
        return schema;
    }

    /** A key without a value counts as absent. */
    private static Map<String, Object> orAbsent(Map<String, Object> type) {
        Map<String, Object> schema = new LinkedHashMap<>(type);
        if (type.get("anyOf") instanceof List<?> others) {
            List<Object> with = new ArrayList<>(others);
            with.add(Map.of("type", "null"));
            schema.put("anyOf", with);
        } else {
            schema.put("type", List.of(String.valueOf(type.get("type")), "null"));
        }
        return schema;
    }

    private static Map<String, Object> sorted(Map<?, ?> schema) {
        Map<String, Object> sorted = new TreeMap<>(BY_ORDER);
        schema.forEach((key, value) -> {
            String word = String.valueOf(key);
            sorted.put(word, word.equals("properties") ? value : sortedWithin(value));
        });
        return sorted;
    }

    private static Object sortedWithin(Object value) {
        return switch (value) {
            case Map<?, ?> schema -> sorted(schema);
            case List<?> items ->
                items.stream().map(SchemaDocument::sortedWithin).toList();
            default -> value;
        };
    }
}
