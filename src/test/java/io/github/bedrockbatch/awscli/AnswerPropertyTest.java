package io.github.bedrockbatch.awscli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.bedrockbatch.awscli.output.OutputFormat;
import io.github.bedrockbatch.awscli.output.TableLayout;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.services.bedrock.model.GetModelInvocationJobResponse;

/** What must hold for every answer that the model allows, and for fields that it does not know. */
class AnswerPropertyTest {
    private static final int TRIES = 400;
    private static final List<SdkField<?>> FIELDS =
            GetModelInvocationJobResponse.builder().build().sdkFields();
    /** No lone surrogates, which no text on the wire has, and none of the line breaks that only libyaml's YAML 1.1 has. */
    private static final Arbitrary<String> TEXT = Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(40).filter(AnswerPropertyTest::isText),
            Arbitraries.strings()
                    .withChars(" \n\t\r:#-'\"\\[]{}&*!|>%@`,?~0179.eé漢\u00a0")
                    .ofMaxLength(120),
            Arbitraries.of("true", "null", "12", "1e3", "2026-11-20", "yes", "=", "<<", "🚀 up", "---", "...", ""));

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void jsonParsesToWhatWasSent(@ForAll("answers") Map<String, Object> answer) {
        String json = OutputFormat.JSON.write(document(answer), AnswerPropertyTest::noTable);
        Object parsed = json.isEmpty() ? Map.of() : JsonReader.read(json.getBytes(StandardCharsets.UTF_8));
        answer.remove("brandNew");
        assertThat(parsed).isEqualTo(withShownTimes(answer));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void yamlParsesToTheSameTree(@ForAll("answers") Map<String, Object> answer) {
        Map<String, ?> document = document(answer);
        String yaml = OutputFormat.YAML.write(document, AnswerPropertyTest::noTable);
        assertThat(yaml.isEmpty() ? Map.of() : loaded(yaml)).isEqualTo(document);
        String stream = OutputFormat.YAML_STREAM.write(document, AnswerPropertyTest::noTable);
        assertThat(stream.isEmpty() ? List.of(Map.of()) : loaded(stream)).isEqualTo(List.of(document));
    }

    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    void textAndTablesNeverThrow(
            @ForAll("answers") Map<String, Object> answer, @ForAll @IntRange(max = 300) int width) {
        Map<String, ?> document = document(answer);
        assertThatCode(() -> {
                    OutputFormat.TEXT.write(document, AnswerPropertyTest::noTable);
                    OutputFormat.TABLE.write(document, () -> new TableLayout("title", width, width % 2 == 0));
                })
                .doesNotThrowAnyException();
    }

    @Provide
    Arbitrary<Map<String, Object>> answers() {
        return structure(FIELDS).map(answer -> {
            answer.put("brandNew", Map.of("a", List.of(1L)));
            return answer;
        });
    }

    private static Arbitrary<Map<String, Object>> structure(List<SdkField<?>> fields) {
        List<Arbitrary<Object>> values = new ArrayList<>();
        fields.forEach(field -> values.add(value(field).asGeneric().injectNull(0.4)));
        return Combinators.combine(values).as(sent -> {
            Map<String, Object> structure = new LinkedHashMap<>();
            for (int i = 0; i < fields.size(); i++) {
                Object value = sent.get(i);
                if (value != null) {
                    structure.put(fields.get(i).locationName(), value);
                }
            }
            return structure;
        });
    }

    private static Arbitrary<?> value(SdkField<?> field) {
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> structure(field.constructor().get().sdkFields());
            case LIST ->
                value(field.getRequiredTrait(ListTrait.class).memberFieldInfo())
                        .list()
                        .ofMaxSize(3);
            case INTEGER, LONG -> Arbitraries.longs();
            case INSTANT ->
                Arbitraries.longs()
                        .between(0, 4_000_000_000_000L)
                        .map(millis -> Instant.ofEpochMilli(millis).toString());
            default -> TEXT;
        };
    }

    private static Map<String, @Nullable Object> document(Map<String, Object> answer) {
        return new ModelDocument(new Timestamps(ZoneOffset.UTC, false)).of(answer, FIELDS);
    }

    private static Map<String, Object> withShownTimes(Map<String, Object> answer) {
        Map<String, Object> shown = new LinkedHashMap<>(answer);
        for (SdkField<?> field : FIELDS) {
            shown.computeIfPresent(
                    field.locationName(), (name, sent) -> name.endsWith("Time") ? shown((String) sent) : sent);
        }
        return shown;
    }

    /** The same instant in Python's notation. */
    private static String shown(String sent) {
        String whole = sent.substring(0, sent.length() - 1);
        return (whole.contains(".") ? whole + "000" : whole) + "+00:00";
    }

    private static @Nullable Object loaded(String yaml) {
        LoadSettings settings = LoadSettings.builder()
                .setSchema(new CoreSchema())
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        return numbered(new Load(settings).loadFromString(yaml));
    }

    /** Whole numbers as the JSON reader gives them. */
    private static @Nullable Object numbered(@Nullable Object value) {
        return switch (value) {
            case Integer number -> number.longValue();
            case List<?> list -> list.stream().map(AnswerPropertyTest::numbered).toList();
            case Map<?, ?> map -> {
                Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
                map.forEach((key, element) -> copy.put(key, numbered(element)));
                yield copy;
            }
            case null, default -> value;
        };
    }

    private static boolean isText(String text) {
        return text.codePoints()
                .noneMatch(c -> (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                        || c == 0x85
                        || c == 0x2028
                        || c == 0x2029);
    }

    private static TableLayout noTable() {
        throw new AssertionError("no table was asked for");
    }
}
