package io.github.bedrockbatch.web.api;

import io.github.bedrockbatch.job.JobFields;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes the fields of an object. A field without a value is left out. */
final class JsonFields implements JobFields<JsonFields> {
    private final JsonGenerator json;

    JsonFields(JsonGenerator json) {
        this.json = json;
    }

    @Override
    public JsonFields put(String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
        return this;
    }

    @Override
    public JsonFields put(String name, @Nullable Long value) {
        if (value != null) {
            json.writeNumberProperty(name, value);
        }
        return this;
    }

    JsonFields put(String name, boolean value) {
        json.writeBooleanProperty(name, value);
        return this;
    }

    @Override
    public JsonFields put(String name, BigDecimal value) {
        json.writeNumberProperty(name, value);
        return this;
    }

    JsonFields put(String name, Map<String, String> values) {
        json.writeObjectPropertyStart(name);
        values.forEach(json::writeStringProperty);
        json.writeEndObject();
        return this;
    }
}
