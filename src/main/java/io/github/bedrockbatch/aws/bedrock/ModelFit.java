package io.github.bedrockbatch.aws.bedrock;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.protocol.MarshallingKnownType;
import software.amazon.awssdk.core.traits.ListTrait;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes JSON fit the fields of the SDK's model: what does not fit is taken out, a time that cannot be read is {@link #INVALID_TIME}. */
final class ModelFit {
    /** Stands for a time that was sent and cannot be read; no bound on times lets it pass. */
    private static final Instant INVALID_TIME = Instant.EPOCH;

    /** The last time that the SDK can read. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
    /** Twice what the service promises of its longest text. */
    private static final int MAX_TEXT_LENGTH = 4096;

    private static final Pattern HALF_A_PAIR = Pattern.compile("\\p{Cs}");

    private ModelFit() {}

    static void clean(ObjectNode object, List<SdkField<?>> fields) {
        object.retain(fields.stream().map(SdkField::locationName).toList());
        for (SdkField<?> field : fields) {
            JsonNode value = object.get(field.locationName());
            if (value != null) {
                JsonNode fitting = fit(value, field);
                if (fitting == null) {
                    object.remove(field.locationName());
                } else {
                    object.set(field.locationName(), fitting);
                }
            }
        }
    }

    private static @Nullable JsonNode fit(JsonNode value, SdkField<?> field) {
        if (value.isNull()) {
            return null;
        }
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> object(value, field);
            case LIST -> value instanceof ArrayNode array ? list(array, field) : null;
            case INSTANT -> JsonNodeFactory.instance.stringNode(instant(value).toString());
            case INTEGER -> value.isIntegralNumber() && value.canConvertToInt() ? value : null;
            case LONG -> value.isIntegralNumber() && value.canConvertToLong() ? value : null;
            default -> value.isString() ? text(value.stringValue()) : null;
        };
    }

    private static @Nullable JsonNode object(JsonNode value, SdkField<?> field) {
        if (!(value instanceof ObjectNode object)) {
            return null;
        }
        clean(object, field.constructor().get().sdkFields());
        return object;
    }

    /** Fits a list. Elements that are no objects where objects belong become empty ones, so that they can be counted. */
    private static JsonNode list(ArrayNode array, SdkField<?> field) {
        SdkField<?> element = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
        ArrayNode fitting = JsonNodeFactory.instance.arrayNode();
        for (JsonNode value : array) {
            JsonNode fit = fit(value, element);
            if (fit != null) {
                fitting.add(fit);
            } else if (element.marshallingType().getKnownType() == MarshallingKnownType.SDK_POJO) {
                fitting.addObject();
            }
        }
        return fitting;
    }

    /** Returns whole characters: half a surrogate pair, which no encoding can carry, becomes U+FFFD; what is too long is cut. */
    private static JsonNode text(String value) {
        String whole = value.length() <= MAX_TEXT_LENGTH ? value : value.substring(0, MAX_TEXT_LENGTH);
        return JsonNodeFactory.instance.stringNode(HALF_A_PAIR.matcher(whole).replaceAll("\ufffd"));
    }

    private static Instant instant(JsonNode value) {
        try {
            Instant instant = value.isNumber()
                    ? Instant.ofEpochMilli(Math.round(value.doubleValue() * 1000))
                    : OffsetDateTime.parse(value.stringValue("")).toInstant();
            return instant.isBefore(INVALID_TIME) || instant.isAfter(LATEST) ? INVALID_TIME : instant;
        } catch (DateTimeException e) {
            return INVALID_TIME;
        }
    }
}
