package io.github.bedrockbatch.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobLifecycle;
import io.github.bedrockbatch.job.JobOrigin;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.journal.EventTotals;
import io.github.bedrockbatch.journal.JournalEvent;
import io.github.bedrockbatch.journal.JournalEvent.ManifestRead;
import io.github.bedrockbatch.journal.JournalEvent.Settled;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.testing.HostileJobs;
import java.time.Instant;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.Domain;
import org.jspecify.annotations.Nullable;

/** Any job is read as it was written, and its events can be counted. */
@Domain(HostileJobs.Values.class)
final class JsonFuzzTest {
    @Property(edgeCases = EdgeCasesMode.NONE)
    void aRowComesBackAsItWas(
            @ForAll JobSnapshot snapshot, @ForAll Instant at, @ForAll("manifests") @Nullable ManifestState manifest) {
        TrackedJob row = new TrackedJob(new Job(snapshot, at, at, true, at), JobOrigin.DISCOVERED, at, manifest, 7);
        assertThat(TrackedJson.read(TrackedJson.write(row), 7)).isEqualTo(row);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void anEventComesBackAsItWas(@ForAll JobSnapshot job, @ForAll JobStatus from, @ForAll Instant at) {
        JobStatus to = job.status();
        comesBack(new Settled(job, at));
        comesBack(new ManifestRead(
                job,
                new TokenCounts(
                        job.counts().total(),
                        job.counts().error(),
                        job.counts().success(),
                        job.counts().processed()),
                at));
        comesBack(
                new Transitioned(new Transition(job, from, to, JobLifecycle.kind(from, to), at, job.changedAt(), at)));
    }

    @Provide
    Arbitrary<@Nullable ManifestState> manifests() {
        return Rows.manifests(HostileJobs.times());
    }

    private static void comesBack(JournalEvent event) {
        assertThat(EventJson.read(EventJson.write(event))).isEqualTo(event);
        assertThat(EventTotals.of(event).values()).allMatch(amount -> amount >= 0);
    }
}
