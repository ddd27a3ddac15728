package io.github.bedrockbatch.store;

import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobLifecycle;
import io.github.bedrockbatch.job.JobOrigin;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.Observation.Changed;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.journal.EventTotals;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JobStore.Retention;
import io.github.bedrockbatch.journal.JournalEvent;
import io.github.bedrockbatch.journal.JournalEvent.ManifestRead;
import io.github.bedrockbatch.journal.JournalEvent.Settled;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.PollIntervals;
import io.github.bedrockbatch.journal.PollIntervals.Activity;
import io.github.bedrockbatch.journal.Recording;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.journal.Total;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.testing.Stored;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** What the tests of stores write. */
final class Rows {
    static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");
    static final Target EAST = new Target("123456789012", "us-east-1");
    static final Target WEST = new Target("123456789012", "us-west-2");
    static final Retention NOTHING = retention(Instant.MIN, Instant.MIN, Instant.MIN);
    static final Retention EVERYTHING = retention(Instant.MAX, Instant.MAX, Instant.MAX);

    static final PollIntervals INTERVALS =
            new PollIntervals(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofMinutes(2), Activity.BASE);

    private Rows() {}

    /** Returns a retention by which no job is named. */
    static Retention retention(Instant jobsBefore, Instant journalBefore, Instant tombstonesBefore) {
        return new Retention(jobsBefore, journalBefore, tombstonesBefore, Set.of());
    }

    static JobArn arn(int number) {
        return arn(EAST, number);
    }

    static JobArn arn(Target target, int number) {
        return JobArn.parse("arn:aws:bedrock:" + target.region() + ":" + target.accountId()
                + ":model-invocation-job/job" + String.format(Locale.ROOT, "%09d", number));
    }

    static JobSnapshot snapshot(JobArn arn, JobStatus status, Instant changedAt) {
        return JobSnapshot.builder(arn, status, T0)
                .modelId("anthropic.claude")
                .lastModifiedTime(changedAt)
                .counts(new RecordCounts(10L, 10L, 8L, 2L))
                .build();
    }

    /** A job's first row and its transition, seen one second after. */
    static JobWrite write(JobArn arn, JobStatus status, Instant changedAt) {
        return write(arn, status, changedAt, 0);
    }

    static JobWrite write(JobArn arn, JobStatus status, Instant changedAt, long version) {
        Changed changed = (Changed)
                JobLifecycle.observe(null, snapshot(arn, status, changedAt), changedAt.plusSeconds(1), Instant.MIN);
        return new JobWrite(row(changed.job(), null, version), List.of(new Transitioned(changed.transition())));
    }

    static TrackedJob row(Job job, @Nullable Instant settleDue, long version) {
        return new TrackedJob(job, JobOrigin.DISCOVERED, settleDue, null, version);
    }

    static JobWrite completed(int number) {
        return write(arn(number), Known.COMPLETED, T0.plusSeconds(60));
    }

    static JobWrite running(int number) {
        return write(arn(number), Known.IN_PROGRESS, T0.plusSeconds(60));
    }

    static JournalEvent settled(int number) {
        return new Settled(snapshot(arn(number), Known.COMPLETED, T0.plusSeconds(60)), T0.plusSeconds(180));
    }

    /** A finished job's first row, whose counts have settled. */
    static JobWrite settled(int number, String modelId, RecordCounts counts) {
        return settled(arn(number), modelId, counts);
    }

    static JobWrite settled(JobArn arn, String modelId, RecordCounts counts) {
        Instant end = T0.plusSeconds(60);
        JobSnapshot job = snapshot(arn, Known.COMPLETED, end).toBuilder()
                .modelId(modelId)
                .counts(counts)
                .build();
        TrackedJob row = row(new Job(job, end, end.plusSeconds(1), true, end), null, 0);
        return new JobWrite(row, List.of(new Settled(job, end.plusSeconds(120))));
    }

    static JournalEvent manifestRead(int number, long input, long output) {
        JobSnapshot job = snapshot(arn(number), Known.COMPLETED, T0.plusSeconds(60));
        return new ManifestRead(job, new TokenCounts(input, output, null, null), T0.plusSeconds(63));
    }

    /** No state, awaited ones and read ones. */
    static Arbitrary<@Nullable ManifestState> manifests(Arbitrary<Instant> times) {
        Arbitrary<@Nullable Long> counts =
                Arbitraries.longs().between(0, 1_000_000_000_000_000L).injectNull(0.3);
        Arbitrary<ManifestState> awaited = Combinators.combine(
                        times, Arbitraries.integers().greaterOrEqual(0))
                .as(ManifestState.Awaited::new);
        Arbitrary<ManifestState> read = Combinators.combine(counts, counts, counts, counts)
                .as((input, output, cacheRead, cacheWrite) ->
                        new ManifestState.Read(new TokenCounts(input, output, cacheRead, cacheWrite)));
        return Arbitraries.oneOf(awaited, read).injectNull(0.3);
    }

    static LookupStatus found(JobArn arn) {
        return new LookupStatus(arn, true, null, null);
    }

    static Recording cycle(JobWrite... jobs) {
        return new Recording(EAST, List.of(jobs), List.of(), List.of(), null);
    }

    static Recording lookups(LookupStatus... lookups) {
        return new Recording(EAST, List.of(), List.of(lookups), List.of(), null);
    }

    static Recording success(Target target, Instant at) {
        return new Recording(target, List.of(), List.of(), List.of(), at);
    }

    static TrackedJob only(JobStore store, Target target) {
        return Stored.jobs(store, target).values().iterator().next();
    }

    /** What the journal of a store adds up to, with the models that running jobs have and the journal does not. */
    static Map<Total.Key, Long> sum(JobStore store) {
        Map<Total.Key, Long> sum = new HashMap<>();
        store.read(0, Integer.MAX_VALUE)
                .forEach(entry -> EventTotals.of(entry.event())
                        .forEach((key, amount) -> sum.merge(key, amount, EventTotals::sum)));
        store.changesSince(0).jobs().stream()
                .map(row -> row.withVersion(0))
                .forEach(row -> EventTotals.of(new JobWrite(row, List.of()))
                        .forEach((key, amount) -> sum.merge(key, amount, EventTotals::sum)));
        return sum;
    }

    /** Changes a file that no store has open. */
    static void sql(Path file, String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement executor = connection.createStatement()) {
            executor.execute(statement);
        }
    }
}
