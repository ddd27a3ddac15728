package io.github.bedrockbatch.web.api;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import io.github.bedrockbatch.web.Fleet;
import tools.jackson.core.JsonGenerator;

/**
 * A transition in JSON: the fields of its event in the log, and the account's name.
 *
 * @param fleet that its job is of
 */
record TransitionJson(Fleet fleet) {
    /** Writes the transition of an entry as an object. */
    void write(JsonGenerator json, JournalEntry entry) {
        if (entry.event() instanceof Transitioned(Transition transition)) {
            json.writeStartObject();
            write(new JsonFields(json), transition);
            json.writeEndObject();
        }
    }

    private void write(JsonFields fields, Transition transition) {
        JobSnapshot job = transition.job();
        fields.put("transition_id", transition.id())
                .identity(job, fleet.accountNames().get(job.arn().accountId()))
                .put("from", transition.from().word())
                .put("to", transition.to().word())
                .put("kind", transition.kind().word())
                .put("submit_time", job.submitTime())
                .put("last_modified_time", job.lastModifiedTime())
                .put("expiration_time", job.jobExpirationTime())
                .put("observed_at", transition.observedAt())
                .put("detection_delay_seconds", transition.detectionDelay())
                .put("seconds_in_previous_status", transition.inPreviousStatus())
                .outcome(job, fleet.messages().of(job));
    }
}
