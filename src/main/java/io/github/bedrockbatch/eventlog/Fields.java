package io.github.bedrockbatch.eventlog;

import io.github.bedrockbatch.job.JobFields;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the fields of an event; what is null is left out. */
final class Fields implements JobFields<Fields> {
    private final Map<String, Object> values = new LinkedHashMap<>();

    @Override
    public Fields put(String name, @Nullable String value) {
        return putObject(name, value);
    }

    @Override
    public Fields put(String name, @Nullable Long value) {
        return putObject(name, value);
    }

    @Override
    public Fields put(String name, BigDecimal value) {
        return putObject(name, value);
    }

    Map<String, Object> values() {
        return values;
    }

    private Fields putObject(String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value);
        }
        return this;
    }
}
