package io.github.bedrockbatch.testing;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** Changes to JSON that leave it JSON, mostly: members dropped, doubled, renamed, of another type, absurd, nested deeply. */
public final class JsonEdits {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final List<String> VALUES = List.of(
            "null",
            "true",
            "[]",
            "{}",
            "\"\"",
            "\" \"",
            "0",
            "-1",
            "-0.0",
            "2147483648",
            "-9223372036854775809",
            "9".repeat(900),
            "9".repeat(2000),
            "1e300",
            "-1e300",
            "1e999999999",
            "1e-999999999",
            "0.1e5",
            "1772359200",
            "1772359200.123456789",
            "253402300800",
            "NaN",
            "tru",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\u0000\\u001b\\u202e\"",
            "\"a\\nb\"",
            "\"0000-01-01T00:00:00Z\"",
            "\"-0001-01-01T00:00:00Z\"",
            "\"+999999999-12-31T23:59:59.999999999Z\"",
            "\"+1000000000-01-01T00:00:00Z\"",
            "\"9999-12-31T23:59:59.999999999+18:00\"",
            "\"2026-02-30T10:00:00Z\"",
            "\"2026-03-01T24:00:00Z\"",
            "\"2026-03-01T23:59:60Z\"",
            "\"2026-03-01T10:00:00.1234567891Z\"",
            "\"2026-03-01T10:00:00-18:00\"",
            "\"2026-03-01 10:00:00\"",
            "\"Sun, 01 Mar 2026 10:00:00 GMT\"",
            "\"1772359200\"",
            "[null]",
            "[[1],{\"a\":[2]}]",
            "{\"s3Uri\":null,\"jobArn\":[]}",
            "\"Completed\"",
            "\"completed\"",
            "\"Submitted\"",
            "\"Hibernating\"",
            "\"arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/zzz123def456\"",
            "\"arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/\\u0000\\ud800\"",
            "\"arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/\\\"},x\\\\\"",
            "\"arn:aws:bedrock:eu-west-1:999999999999:model-invocation-job/zzz123def456\"",
            '"' + "long".repeat(20_000) + '"');

    private JsonEdits() {}

    /** Up to five changes. */
    public static Arbitrary<List<JsonEdit>> edits() {
        Arbitrary<String> value = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.of(VALUES)),
                Tuple.of(1, HostileTexts.texts().map(MAPPER::writeValueAsString)));
        return Combinators.combine(Arbitraries.integers().between(0, 1 << 16), Arbitraries.of(Operation.class), value)
                .as(JsonEdit::new)
                .list()
                .ofMaxSize(5);
    }

    /** The changed text. */
    public static String apply(List<JsonEdit> edits, String json) {
        JsonNode root = MAPPER.readTree(json);
        edits.forEach(edit -> edit.apply(root));
        return MAPPER.writeValueAsString(root);
    }

    /** What a change does to its place. */
    public enum Operation {
        DROP,
        REPLACE,
        DOUBLE,
        RENAME,
        NEST,
        REPEAT
    }

    /** One change, wherever {@code at} falls among the members and elements. */
    public record JsonEdit(int at, Operation operation, String value) {
        void apply(JsonNode root) {
            List<Place> places = new ArrayList<>();
            collect(root, places);
            if (!places.isEmpty()) {
                places.get(at % places.size()).change(this);
            }
        }

        private static void collect(JsonNode node, List<Place> places) {
            if (node instanceof ObjectNode object) {
                object.propertyNames().forEach(name -> places.add(new Member(object, name)));
            } else if (node instanceof ArrayNode array) {
                for (int i = 0; i < array.size(); i++) {
                    places.add(new Element(array, i));
                }
            }
            node.forEach(child -> collect(child, places));
        }
    }

    private sealed interface Place {
        void change(JsonEdit edit);
    }

    private record Member(ObjectNode object, String name) implements Place {
        @Override
        public void change(JsonEdit edit) {
            String old = MAPPER.writeValueAsString(object.get(name));
            switch (edit.operation()) {
                case DROP -> object.remove(name);
                case REPLACE -> object.set(name, raw(edit.value()));
                case DOUBLE -> object.set(name, raw(old + ",\"" + name + "\":" + edit.value()));
                case RENAME -> object.set(edit.value(), object.remove(name));
                case NEST -> object.set(name, raw(nested(edit.value())));
                case REPEAT -> object.set(name, raw("[" + old + "," + old + "]"));
            }
        }
    }

    private record Element(ArrayNode array, int index) implements Place {
        @Override
        public void change(JsonEdit edit) {
            switch (edit.operation()) {
                case DROP -> array.remove(index);
                case REPLACE, RENAME -> array.set(index, raw(edit.value()));
                case DOUBLE -> array.insert(index, array.get(index));
                case NEST -> array.set(index, raw(nested(edit.value())));
                case REPEAT -> {
                    JsonNode item = array.get(index);
                    for (int i = 0; i < 100; i++) {
                        array.add(item);
                    }
                }
            }
        }
    }

    private static JsonNode raw(String text) {
        return JsonNodeFactory.instance.rawValueNode(new RawValue(text));
    }

    private static String nested(String value) {
        int depth = 1 << (value.length() % 15);
        return "{\"a\":[".repeat(depth) + value + "]}".repeat(depth);
    }
}
