package io.github.bedrockbatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The JSON Schema has the keys, the types, the words and the defaults of the records. */
@NullMarked
final class ConfigSchemaRecordsTest {
    /** What a value that is no record, list or word is in the schema. */
    private static final Map<Type, List<String>> SCALARS = Map.of(
            boolean.class, List.of("boolean"),
            int.class, List.of("integer"),
            double.class, List.of("number"),
            Duration.class, List.of("duration", "wholeSeconds"),
            URI.class, List.of("url", "queueUrl"),
            Path.class, List.of("path"),
            AnchoredRegex.class, List.of("regex"),
            String.class, List.of("string", "name", "tagKey", "sqlSchema", "jdbcUrl"));

    @Test
    void hasTheKeysTypesAndWordsOfTheRecords() {
        assertRecord("", ConfigSchema.ROOT, Configuration.class);
    }

    @Test
    void hasTheirDefaults() {
        assertDefaults(
                "",
                ConfigSchema.ROOT,
                ConfigSchema.tree(Configuration.defaults().toYaml()));
    }

    @Test
    void hasTheDefaultsOfASelectorAndAnAccount() {
        JsonNode selector = ConfigSchema.ROOT.at("/properties/discovery/items/properties");
        JsonNode account = ConfigSchema.ROOT.at("/properties/aws/properties/accounts/items/properties");
        DiscoveryConfig defaults = DiscoveryConfig.ofRegions(List.of(DiscoveryConfig.ALL));

        assertThat(selector.at("/submitted_within/default").asString())
                .isEqualTo(Durations.format(defaults.submittedWithin()));
        assertThat(selector.at("/accounts/default")).isEmpty();
        assertThat(selector.at("/tags/default")).isEmpty();
        assertThat(account.at("/session_name/default").asString()).isEqualTo(AccountConfig.SESSION_NAME);
        assertThat(account.at("/duration/default").asString()).isEqualTo("1h");
        assertThat(AccountConfig.DURATION).hasHours(1);
    }

    private static void assertRecord(String path, JsonNode schema, Class<?> type) {
        List<String> keys = Arrays.stream(type.getRecordComponents())
                .map(component -> snakeCase(component.getName()))
                .toList();
        assertThat(schema.get("properties").propertyNames()).as(path).containsExactlyElementsOf(keys);
        assertThat(schema.get("additionalProperties").asBoolean(true)).as(path).isFalse();
        for (RecordComponent component : type.getRecordComponents()) {
            String key = snakeCase(component.getName());
            assertValue(path + "." + key, schema.get("properties").get(key), component.getGenericType());
        }
    }

    private static void assertValue(String path, JsonNode schema, Type type) {
        if (type instanceof ParameterizedType generic) {
            assertGeneric(path, schema, generic);
        } else if (SCALARS.containsKey(type)) {
            assertThat(SCALARS.get(type)).as(path).contains(kind(schema));
        } else if (type instanceof Class<?> words && words.isEnum()) {
            assertThat(ConfigSchema.texts(schema.at("/anyOf/0/enum"))).as(path).isEqualTo(words(words));
        } else {
            assertRecord(path, schema, (Class<?>) type);
        }
    }

    private static void assertGeneric(String path, JsonNode schema, ParameterizedType type) {
        Type first = type.getActualTypeArguments()[0];
        if (type.getRawType() == List.class) {
            assertValue(path + "[]", schema.get("items"), first);
        } else if (type.getRawType() != Map.class) {
            assertValue(path, schema, first);
        } else if (first instanceof Class<?> words && words.isEnum()) {
            assertThat(schema.get("properties").propertyNames()).as(path).containsExactlyElementsOf(words(words));
        } else {
            assertThat(kind(schema.get("additionalProperties"))).as(path).isEqualTo("string");
        }
    }

    /** The name of the definition that a value has, or its type. */
    private static String kind(JsonNode schema) {
        if (schema.has("$ref")) {
            return schema.get("$ref").asString().replace("#/definitions/", "");
        }
        return schema.has("anyOf")
                ? schema.at("/anyOf/0/type").asString()
                : schema.get("type").asString();
    }

    /** Whatever has a value when nothing is configured has it as its default here, and nothing else has one. */
    private static void assertDefaults(String path, JsonNode schema, JsonNode written) {
        schema.get("properties").forEachEntry((name, property) -> {
            String key = path + "." + name;
            @Nullable JsonNode value = written.get(name);
            if (property.has("properties") && !property.has("default")) {
                assertThat(value).as(key).isNotNull();
                assertDefaults(key, property, written.path(name));
            } else {
                assertThat(spelt(property, property.get("default"))).as(key).isEqualTo(spelt(property, value));
            }
        });
    }

    /** A value as text; a duration in the shortest way, for 24h is 1d. */
    private static String spelt(JsonNode schema, @Nullable JsonNode value) {
        if (value == null || !schema.path("$ref").asString("").endsWith("/duration")) {
            return String.valueOf(value);
        }
        try {
            return Durations.format(Durations.parse(value.asString()));
        } catch (IllegalValueException e) {
            throw new AssertionError(value + ": " + e.rule(), e);
        }
    }

    private static List<String> words(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
