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
            JobSnapshot job = transition.job();
            String accountName = fleet.accountNames().get(job.arn().accountId());
            json.writeStartObject();
            new JsonFields(json)
                    .transition(transition, accountName, fleet.messages().of(job));
            json.writeEndObject();
        }
    }
}
