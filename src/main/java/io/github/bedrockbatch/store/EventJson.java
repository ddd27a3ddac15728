package io.github.bedrockbatch.store;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.job.TransitionKind;
import io.github.bedrockbatch.journal.JournalEvent;
import io.github.bedrockbatch.journal.JournalEvent.ManifestRead;
import io.github.bedrockbatch.journal.JournalEvent.Settled;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;

/** A journal's event as JSON, told apart by its {@code type}. */
final class EventJson {
    private static final String TRANSITION = "transition";
    private static final String SETTLED = "settled";
    private static final String MANIFEST = "manifest";

    private EventJson() {}

    static String write(JournalEvent event) {
        JsonObject json = new JsonObject().put("job", SnapshotJson.write(event.job()));
        return switch (event) {
            case Transitioned(Transition transition) -> write(json, transition);
            case Settled(JobSnapshot job, var settledAt) ->
                json.put("type", SETTLED).put("settledAt", settledAt).write();
            case ManifestRead(JobSnapshot job, TokenCounts tokens, var readAt) ->
                TrackedJson.put(json.put("type", MANIFEST).put("readAt", readAt), tokens)
                        .write();
        };
    }

    static JournalEvent read(String text) {
        JsonObject json = JsonObject.parse(text);
        JobSnapshot job = SnapshotJson.read(json.object("job"));
        String type = json.text("type");
        return switch (type) {
            case TRANSITION -> new Transitioned(transition(job, json));
            case SETTLED -> new Settled(job, json.instant("settledAt"));
            case MANIFEST -> new ManifestRead(job, TrackedJson.tokens(json), json.instant("readAt"));
            default ->
                throw new IllegalArgumentException(
                        type + ": must be a type of event that this version knows; a newer one may have written it");
        };
    }

    private static String write(JsonObject json, Transition transition) {
        return json.put("type", TRANSITION)
                .put("from", transition.from().word())
                .put("to", transition.to().word())
                .put("kind", transition.kind().name())
                .put("previousStatusAt", transition.previousStatusAt())
                .put("changedAt", transition.changedAt())
                .put("observedAt", transition.observedAt())
                .write();
    }

    private static Transition transition(JobSnapshot job, JsonObject json) {
        return new Transition(
                job,
                JobStatus.of(json.text("from")),
                JobStatus.of(json.text("to")),
                TransitionKind.valueOf(json.text("kind")),
                json.instant("previousStatusAt"),
                json.instant("changedAt"),
                json.instant("observedAt"));
    }
}
