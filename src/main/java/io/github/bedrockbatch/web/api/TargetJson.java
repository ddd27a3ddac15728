package io.github.bedrockbatch.web.api;

import io.github.bedrockbatch.view.TargetSummary;
import io.github.bedrockbatch.web.Fleet;
import io.github.bedrockbatch.web.TargetRow;
import tools.jackson.core.JsonGenerator;

/**
 * A target in JSON.
 *
 * @param fleet that it is of
 */
record TargetJson(Fleet fleet) {
    void write(JsonGenerator json, TargetRow row) {
        TargetSummary summary = row.summary();
        json.writeStartObject();
        new JsonFields(json)
                .put("account_id", summary.target().accountId())
                .put("account_name", fleet.accountNames().get(summary.target().accountId()))
                .put("region", summary.target().region())
                .put("active_jobs", Long.valueOf(summary.active()))
                .put("finished_jobs", Long.valueOf(summary.finished()))
                .put("failing_lookups", Long.valueOf(summary.failingLookups()))
                .put("poll_interval_seconds", row.interval())
                .put("last_success_time", summary.lastSuccess())
                .put("last_error", row.lastError())
                .put("failing_since", row.failingSince());
        json.writeEndObject();
    }
}
