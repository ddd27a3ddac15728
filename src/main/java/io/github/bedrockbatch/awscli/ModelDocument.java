package io.github.bedrockbatch.awscli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.traits.ListTrait;

/** An answer as the service's model has it: the fields that the model knows, in its order; what is null is absent. */
final class ModelDocument {
    /** Unions: a member that the model does not know is named, not shown. */
    private static final Set<String> UNIONS = Set.of("inputDataConfig", "outputDataConfig");

    private final Timestamps timestamps;

    ModelDocument(Timestamps timestamps) {
        this.timestamps = timestamps;
    }

    /** @param fields of the answer's type */
    Map<String, @Nullable Object> of(Map<?, ?> json, List<SdkField<?>> fields) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        for (SdkField<?> field : fields) {
            Object value = json.get(field.locationName());
            if (value != null) {
                document.put(field.locationName(), value(value, field));
            }
        }
        return document;
    }

    private @Nullable Object value(@Nullable Object json, SdkField<?> field) {
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> json instanceof Map<?, ?> object ? structure(object, field) : json;
            case LIST -> json instanceof List<?> list ? list(list, field) : json;
            case INSTANT -> timestamps.show(json);
            default -> json;
        };
    }

    private Object structure(Map<?, ?> json, SdkField<?> field) {
        Map<String, @Nullable Object> known = of(json, field.constructor().get().sdkFields());
        return known.isEmpty() && !json.isEmpty() && UNIONS.contains(field.locationName())
                ? Map.of(
                        "SDK_UNKNOWN_MEMBER",
                        Map.of("name", String.valueOf(json.keySet().iterator().next())))
                : known;
    }

    private List<@Nullable Object> list(List<?> json, SdkField<?> field) {
        SdkField<?> element = field.getRequiredTrait(ListTrait.class).memberFieldInfo();
        List<@Nullable Object> list = new ArrayList<>();
        json.forEach(value -> list.add(value(value, element)));
        return list;
    }
}
