package io.github.bedrockbatch.eventlog;

import io.github.bedrockbatch.job.JobSnapshot;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the fields of an event; what is null is left out. */
final class Fields {
    private final Map<String, Object> values = new LinkedHashMap<>();

    Fields put(String key, @Nullable String value) {
        return putObject(key, value);
    }

    Fields put(String key, @Nullable Long value) {
        return putObject(key, value);
    }

    /** Puts an instant as ISO-8601, in UTC. */
    Fields put(String key, @Nullable Instant value) {
        return putObject(key, value == null ? null : value.toString());
    }

    /** Puts a duration in seconds, to the millisecond. */
    Fields put(String key, Duration value) {
        BigDecimal seconds = BigDecimal.valueOf(value.toMillis(), 3).stripTrailingZeros();
        return putObject(key, seconds.scale() < 0 ? seconds.setScale(0) : seconds);
    }

    /** Puts what says which job it is. */
    Fields identity(JobSnapshot job) {
        return put("job_arn", job.arn().value())
                .put("job_id", job.arn().jobId())
                .put("job_name", job.name())
                .put("model_id", job.modelId())
                .put("account_id", job.arn().accountId())
                .put("region", job.arn().region());
    }

    /** Puts how the job's records fared and where its results are. */
    Fields outcome(JobSnapshot job, @Nullable String failureMessage) {
        return put("failure_message", failureMessage)
                .put("total_records", job.counts().total())
                .put("processed_records", job.counts().processed())
                .put("success_records", job.counts().success())
                .put("error_records", job.counts().error())
                .put(
                        "output_s3_uri",
                        job.outputDataConfig() == null
                                ? null
                                : job.outputDataConfig().s3Uri());
    }

    Map<String, Object> values() {
        return values;
    }

    private Fields putObject(String key, @Nullable Object value) {
        if (value != null) {
            values.put(key, value);
        }
        return this;
    }
}
