package io.github.bedrockbatch.web.api;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.RecordCounts;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Writes the fields of an object. A field without a value is left out. */
final class JsonFields {
    private static final int MILLIS_SCALE = 3;

    private final JsonGenerator json;

    JsonFields(JsonGenerator json) {
        this.json = json;
    }

    JsonFields put(String name, @Nullable String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
        return this;
    }

    JsonFields put(String name, @Nullable Long value) {
        if (value != null) {
            json.writeNumberProperty(name, value);
        }
        return this;
    }

    JsonFields put(String name, boolean value) {
        json.writeBooleanProperty(name, value);
        return this;
    }

    /** Writes a time in ISO 8601, in UTC. */
    JsonFields put(String name, @Nullable Instant value) {
        return put(name, value == null ? null : value.toString());
    }

    /** Writes a duration in seconds, to the millisecond. */
    JsonFields put(String name, Duration value) {
        BigDecimal seconds = BigDecimal.valueOf(value.toMillis(), MILLIS_SCALE).stripTrailingZeros();
        json.writeNumberProperty(name, seconds.scale() < 0 ? seconds.setScale(0) : seconds);
        return this;
    }

    JsonFields put(String name, Map<String, String> values) {
        json.writeObjectPropertyStart(name);
        values.forEach(json::writeStringProperty);
        json.writeEndObject();
        return this;
    }

    /** Writes what says which job it is. */
    JsonFields identity(JobSnapshot job, @Nullable String accountName) {
        return put("job_arn", job.arn().value())
                .put("job_id", job.arn().jobId())
                .put("job_name", job.name())
                .put("model_id", job.modelId())
                .put("account_id", job.arn().accountId())
                .put("account_name", accountName)
                .put("region", job.arn().region());
    }

    /** Writes how the job's records fared and where its results are. */
    JsonFields outcome(JobSnapshot job, @Nullable String failureMessage) {
        RecordCounts counts = job.counts();
        return put("failure_message", failureMessage)
                .put("total_records", counts.total())
                .put("processed_records", counts.processed())
                .put("success_records", counts.success())
                .put("error_records", counts.error())
                .put(
                        "output_s3_uri",
                        job.outputDataConfig() == null
                                ? null
                                : job.outputDataConfig().s3Uri());
    }
}
