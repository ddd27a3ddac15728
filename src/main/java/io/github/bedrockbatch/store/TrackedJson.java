package io.github.bedrockbatch.store;

import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobOrigin;
import io.github.bedrockbatch.journal.TrackedJob;

/** A tracked job as JSON, all but its version, which is a column. */
final class TrackedJson {
    private TrackedJson() {}

    static String write(TrackedJob row) {
        Job job = row.job();
        return new JsonObject()
                .put("snapshot", SnapshotJson.write(job.snapshot()))
                .put("statusChangedAt", job.statusChangedAt())
                .put("statusObservedAt", job.statusObservedAt())
                .put("baseline", job.baseline())
                .put("endedAt", job.endedAt())
                .put("goneAt", job.goneAt())
                .put("origin", row.origin().name())
                .put("settleDue", row.settleDue())
                .put("manifest", ManifestStateJson.write(row.manifest()))
                .write();
    }

    static TrackedJob read(String text, long version) {
        JsonObject json = JsonObject.parse(text);
        Job job = new Job(
                SnapshotJson.read(json.object("snapshot")),
                json.instant("statusChangedAt"),
                json.instant("statusObservedAt"),
                json.flag("baseline"),
                json.instantOrNull("endedAt"),
                json.instantOrNull("goneAt"));
        return new TrackedJob(
                job,
                JobOrigin.valueOf(json.text("origin")),
                json.instantOrNull("settleDue"),
                ManifestStateJson.read(json.objectOrNull("manifest")),
                version);
    }
}
