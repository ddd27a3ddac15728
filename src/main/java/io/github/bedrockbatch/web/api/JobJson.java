package io.github.bedrockbatch.web.api;

import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.web.Fleet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * A job in JSON.
 *
 * @param fleet that it is of
 */
record JobJson(Fleet fleet) {
    /** Writes a job as an object. */
    void write(JsonGenerator json, TrackedJob row) {
        json.writeStartObject();
        writeFields(json, row);
        json.writeEndObject();
    }

    /** Writes the fields of a job into an object that has begun. */
    void writeFields(JsonGenerator json, TrackedJob row) {
        JobSnapshot job = row.job().snapshot();
        JsonFields fields = new JsonFields(json)
                .identity(job, fleet.accountNames().get(job.arn().accountId()))
                .put("model", job.model())
                .put("status", job.status().word())
                .put("source", row.origin().label())
                .put("lookup_success", fleet.isLookedUp(job.arn()));
        times(fields, row.job());
        fields.outcome(job, fleet.messages().of(job));
        if (row.manifest() instanceof ManifestState.Read(TokenCounts tokens)) {
            fields.tokens(tokens);
        }
        details(fields, job, row.tags());
    }

    private static void times(JsonFields fields, Job job) {
        fields.times(job.snapshot())
                .put("start_time", job.startedAt())
                .put("end_time", job.endedAt())
                .put("status_changed_time", job.statusChangedAt())
                .put("status_observed_at", job.baseline() ? null : job.statusObservedAt())
                .put("given_up_at", job.givenUpAt());
    }

    private static void details(JsonFields fields, JobSnapshot job, @Nullable JobTags tags) {
        Integer hours = job.timeoutDurationInHours();
        fields.put("role_arn", job.roleArn())
                .put(
                        "input_s3_uri",
                        job.inputDataConfig() == null
                                ? null
                                : job.inputDataConfig().s3Uri())
                .put("timeout_hours", hours == null ? null : Long.valueOf(hours))
                .put("model_invocation_type", job.modelInvocationType());
        if (tags != null) {
            fields.put("tags", new TreeMap<>(tags.values()));
        }
    }
}
