package io.github.bedrockbatch.job;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of a job under the names that the event log and the API share. A field without a value is left out.
 *
 * @param <F> the implementation itself
 */
public interface JobFields<F extends JobFields<F>> {
    /** Puts a text. */
    F put(String name, @Nullable String value);

    /** Puts a whole number. */
    F put(String name, @Nullable Long value);

    /** Puts a number. */
    F put(String name, BigDecimal value);

    /** Puts an instant in ISO 8601, in UTC. */
    default F put(String name, @Nullable Instant value) {
        return put(name, value == null ? null : value.toString());
    }

    /** Puts a duration in seconds, to the millisecond. */
    default F put(String name, Duration value) {
        BigDecimal seconds = BigDecimal.valueOf(value.toMillis(), 3).stripTrailingZeros();
        return put(name, seconds.scale() < 0 ? seconds.setScale(0) : seconds);
    }

    /** Puts what says which job it is. */
    default F identity(JobSnapshot job, @Nullable String accountName) {
        return put("job_arn", job.arn().value())
                .put("job_id", job.arn().jobId())
                .put("job_name", job.name())
                .put("model_id", job.modelId())
                .put("account_id", job.arn().accountId())
                .put("account_name", accountName)
                .put("region", job.arn().region());
    }

    /** Puts when the job was submitted, when it changed last and when it expires. */
    default F times(JobSnapshot job) {
        return put("submit_time", job.submitTime())
                .put("last_modified_time", job.lastModifiedTime())
                .put("expiration_time", job.jobExpirationTime());
    }

    /** Puts how the job's records fared and where its results are. */
    default F outcome(JobSnapshot job, @Nullable String failureMessage) {
        RecordCounts counts = job.counts();
        OutputDataConfig output = job.outputDataConfig();
        return put("failure_message", failureMessage)
                .put("total_records", counts.total())
                .put("processed_records", counts.processed())
                .put("success_records", counts.success())
                .put("error_records", counts.error())
                .put("output_s3_uri", output == null ? null : output.s3Uri());
    }

    /** Puts a transition and the job as it was after it. */
    default F transition(Transition transition, @Nullable String accountName, @Nullable String failureMessage) {
        JobSnapshot job = transition.job();
        return put("transition_id", transition.id())
                .identity(job, accountName)
                .put("from", transition.from().word())
                .put("to", transition.to().word())
                .put("kind", transition.kind().word())
                .times(job)
                .put("observed_at", transition.observedAt())
                .put("detection_delay_seconds", transition.detectionDelay())
                .put("seconds_in_previous_status", transition.inPreviousStatus())
                .outcome(job, failureMessage);
    }

    /** Puts how many tokens the job's manifest has. */
    default F tokens(TokenCounts tokens) {
        return put("input_tokens", tokens.input())
                .put("output_tokens", tokens.output())
                .put("cache_read_tokens", tokens.cacheRead())
                .put("cache_write_tokens", tokens.cacheWrite());
    }
}
