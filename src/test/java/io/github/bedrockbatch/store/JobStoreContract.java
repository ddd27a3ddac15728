package io.github.bedrockbatch.store;

import static io.github.bedrockbatch.store.Rows.EAST;
import static io.github.bedrockbatch.store.Rows.EVERYTHING;
import static io.github.bedrockbatch.store.Rows.NOTHING;
import static io.github.bedrockbatch.store.Rows.T0;
import static io.github.bedrockbatch.store.Rows.WEST;
import static io.github.bedrockbatch.store.Rows.arn;
import static io.github.bedrockbatch.store.Rows.completed;
import static io.github.bedrockbatch.store.Rows.cycle;
import static io.github.bedrockbatch.store.Rows.found;
import static io.github.bedrockbatch.store.Rows.lookups;
import static io.github.bedrockbatch.store.Rows.manifestRead;
import static io.github.bedrockbatch.store.Rows.only;
import static io.github.bedrockbatch.store.Rows.running;
import static io.github.bedrockbatch.store.Rows.settled;
import static io.github.bedrockbatch.store.Rows.success;
import static io.github.bedrockbatch.store.Rows.sum;
import static io.github.bedrockbatch.store.Rows.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.job.Tombstone;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.CycleRecord;
import io.github.bedrockbatch.journal.JobWrite;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.RecordResult;
import io.github.bedrockbatch.journal.Retention;
import io.github.bedrockbatch.journal.Total;
import io.github.bedrockbatch.journal.TotalKey;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.journal.WalkProgress;
import io.github.bedrockbatch.testing.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every store does. */
abstract class JobStoreContract extends StoreFixture {
    @Test
    void anEmptyStoreHoldsNothing() {
        Changes view = store.changesSince(0);

        assertThat(view.head()).isZero();
        assertThat(view.jobs()).isEmpty();
        assertThat(view.totals()).isEmpty();
        assertThat(Stored.jobs(store, EAST)).isEmpty();
        assertThat(store.read(0, 10)).isEmpty();
        assertThat(store.check()).isTrue();
    }

    @Test
    void aRecordedRowIsLoadedWithTheVersionOfItsRecording() {
        JobWrite write = completed(1);

        RecordResult result = store.record(cycle(write));

        assertThat(result.conflicts()).isEmpty();
        assertThat(Stored.jobs(store, EAST))
                .containsOnly(Map.entry(arn(1), write.row().withVersion(result.head())));
        assertThat(Stored.jobs(store, WEST)).isEmpty();
    }

    @Test
    void aJobThatWasGivenUpIsLoadedNoMoreAndPrunedOnceItsRetentionIsOver() {
        TrackedJob row = running(1).row();
        Instant goneAt = T0.plus(Duration.ofDays(2));
        store.record(cycle(new JobWrite(row.with(row.job().gone(goneAt), null), List.of())));

        assertThat(store.load(EAST).jobs()).isEmpty();
        assertThat(store.known(EAST, List.of(arn(1))).jobs()).hasSize(1);
        assertThat(store.prune(new Retention(goneAt, Instant.MIN, Instant.MIN), 10))
                .isZero();
        assertThat(store.prune(new Retention(goneAt.plusMillis(1), Instant.MIN, Instant.MIN), 10))
                .isEqualTo(1);
    }

    @Test
    void entriesAreNumberedFromOneWithoutGapsInTheOrderOfRecording() {
        store.record(cycle(running(1), running(2)));
        store.record(success(EAST, T0));
        store.record(cycle(running(2), running(3)));
        store.record(cycle(running(4)));

        List<JournalEntry> entries = store.read(0, 10);

        assertThat(entries).extracting(JournalEntry::number).containsExactly(1L, 2L, 3L, 4L);
        assertThat(entries)
                .extracting(entry -> entry.event().job().arn())
                .containsExactly(arn(1), arn(2), arn(3), arn(4));
        assertThat(store.read(1, 2)).extracting(JournalEntry::number).containsExactly(2L, 3L);
        assertThat(entries.getFirst().event()).isEqualTo(running(1).events().getFirst());
    }

    @Test
    void aRowThatHasMovedOnIsHandedBackWithItsEventsAndTheOthersAreWritten() {
        long first = store.record(cycle(running(1))).head();
        JobWrite done = write(arn(1), Known.COMPLETED, T0.plusSeconds(90), first);
        long second = store.record(cycle(done)).head();
        JobWrite late = write(arn(1), Known.FAILED, T0.plusSeconds(95), first);

        RecordResult result = store.record(cycle(late, running(2)));

        assertThat(result.conflicts()).containsExactly(arn(1));
        assertThat(Stored.jobs(store, EAST).get(arn(1))).isEqualTo(done.row().withVersion(second));
        assertThat(Stored.jobs(store, EAST)).containsKey(arn(2));
        assertThat(store.read(2, 10))
                .extracting(entry -> entry.event().job().arn())
                .containsExactly(arn(2));
        assertThat(store.changesSince(0).totals()).isEqualTo(sum(store));
    }

    @Test
    void aNewRowConflictsWithOneThatIsThereAndAnOldOneWithNone() {
        store.record(cycle(running(1)));
        long head = store.changesSince(0).head();

        RecordResult result = store.record(cycle(running(1), write(arn(2), Known.FAILED, T0.plusSeconds(5), head)));

        assertThat(result.conflicts()).containsExactlyInAnyOrder(arn(1), arn(2));
        assertThat(result.head()).isEqualTo(head);
    }

    @Test
    void theSecondWriteOfAJobInOneCycleConflicts() {
        RecordResult result = store.record(cycle(running(1), completed(1)));

        assertThat(result.conflicts()).containsExactly(arn(1));
        assertThat(only(store, EAST).job().status()).isEqualTo(Known.IN_PROGRESS);
        assertThat(store.read(0, 10)).hasSize(1);
    }

    @Test
    void aViewHoldsWhatWasWrittenAfterTheNumber() {
        long first = store.record(cycle(running(1))).head();
        store.record(lookups(found(arn(1))));
        store.record(cycle(running(2)));

        assertThat(store.changesSince(first).jobs()).extracting(TrackedJob::arn).containsExactly(arn(2));
        assertThat(store.changesSince(first).lookups()).containsExactly(found(arn(1)));
        Changes all = store.changesSince(0);
        assertThat(all.jobs()).extracting(TrackedJob::arn).containsExactly(arn(1), arn(2));
        assertThat(store.changesSince(all.head()).jobs()).isEmpty();
        assertThat(store.changesSince(all.head()).totals()).isEqualTo(all.totals());
    }

    @Test
    void theHeadMovesOnlyWhenARowOrALookupChanges() {
        long head = store.record(lookups(found(arn(1)))).head();

        assertThat(head).isEqualTo(1);
        assertThat(store.record(lookups(found(arn(1)))).head()).isEqualTo(head);
        assertThat(store.record(success(EAST, T0)).head()).isEqualTo(head);
        assertThat(store.record(lookups(new LookupStatus(arn(1), false, T0, null)))
                        .head())
                .isEqualTo(head + 1);
        assertThat(store.record(lookups(new LookupStatus(arn(1), false, T0, T0.plusNanos(1))))
                        .head())
                .isEqualTo(head + 2);
        assertThat(store.load(EAST).lookups().get(arn(1)))
                .isEqualTo(new LookupStatus(arn(1), false, T0, T0.plusNanos(1)));
    }

    @Test
    void totalsAreWhatTheJournalAddsUpTo() {
        JobWrite done = completed(1);
        store.record(cycle(new JobWrite(done.row(), List.of(done.events().getFirst(), settled(1))), running(2)));
        store.record(cycle(completed(3)));

        assertThat(store.changesSince(0).totals())
                .isEqualTo(sum(store))
                .containsEntry(new TotalKey(Total.TRANSITIONS, EAST, "Submitted", "Completed"), 2L)
                .containsEntry(new TotalKey(Total.RECORDS, EAST, "anthropic.claude", "success"), 8L);
    }

    @Test
    void lastSuccessIsTheOneThatWasRecordedLast() {
        assertThat(store.load(EAST).lastSuccess()).isNull();
        store.record(success(EAST, T0.plusSeconds(7200)));
        store.record(success(EAST, T0));
        store.record(success(WEST, T0.plusMillis(500)));
        store.record(walk("a", T0, 1));

        assertThat(store.load(EAST).lastSuccess()).isEqualTo(T0);
        assertThat(store.changesSince(9).lastSuccess())
                .containsOnly(Map.entry(EAST, T0), Map.entry(WEST, T0.plusMillis(500)));
    }

    @Test
    void walksNeverMoveBack() {
        store.record(walk("a", T0.plusSeconds(1), 3));
        store.record(walk("a", T0, 9));
        store.record(walk("b", T0, 1));
        store.record(walk("b", T0, 2));

        assertThat(store.load(EAST).walks())
                .containsOnly(
                        Map.entry("a", new WalkProgress("a", T0.plusSeconds(1), 3)),
                        Map.entry("b", new WalkProgress("b", T0, 2)));
        assertThat(store.load(WEST).walks()).isEmpty();
    }

    @Test
    void cursorsMoveOnlyForwardAndNeverBeyondTheLastEntry() {
        store.record(cycle(running(1), running(2), running(3)));

        assertThat(store.cursor("eventlog")).isZero();
        store.moveCursor("eventlog", 2);
        store.moveCursor("eventlog", 1);
        assertThat(store.cursor("eventlog")).isEqualTo(2);
        store.moveCursor("eventlog", 99);
        assertThat(store.cursor("eventlog")).isEqualTo(3);
        store.moveCursor("other", -5);
        assertThat(store.cursor("other")).isZero();
    }

    @Test
    void aPrunedJobLeavesATombstoneThatItsNextRowReplaces() {
        store.record(cycle(completed(1)));
        store.record(lookups(found(arn(1)), found(arn(2))));
        long head = store.changesSince(0).head();

        assertThat(store.prune(new Retention(Instant.MAX, Instant.MIN, Instant.MIN), 10))
                .isEqualTo(1);

        assertThat(Stored.jobs(store, EAST)).isEmpty();
        assertThat(store.load(EAST).lookups()).containsOnlyKeys(arn(2));
        assertThat(Stored.tombstones(store, EAST, arn(1)))
                .containsOnly(Map.entry(arn(1), new Tombstone(arn(1), Known.COMPLETED, T0.plusSeconds(60))));
        assertThat(Stored.tombstones(store, WEST, arn(1))).isEmpty();
        assertThat(store.record(cycle(write(arn(1), Known.FAILED, T0, 1))).conflicts())
                .containsExactly(arn(1));
        assertThat(Stored.tombstones(store, EAST, arn(1))).hasSize(1);
        assertThat(store.record(cycle(completed(1))).head()).isEqualTo(head + 1);
        assertThat(Stored.tombstones(store, EAST, arn(1))).isEmpty();
        assertThat(Stored.jobs(store, EAST)).hasSize(1);
    }

    @Test
    void onlyFinishedAndSettledJobsArePrunedOnceBothEndAndSightingAreLongAgo() {
        TrackedJob awaited = completed(2).row();
        store.record(cycle(
                running(1), new JobWrite(awaited.with(awaited.job(), T0.plusSeconds(180)), List.of()), completed(3)));
        Instant sighting = T0.plusSeconds(61);

        assertThat(store.prune(new Retention(sighting, Instant.MIN, Instant.MIN), 10))
                .isZero();
        assertThat(store.prune(new Retention(sighting.plusNanos(1), Instant.MIN, Instant.MIN), 10))
                .isEqualTo(1);
        assertThat(Stored.jobs(store, EAST)).containsOnlyKeys(arn(1), arn(2));
        assertThat(store.prune(EVERYTHING, 10)).isEqualTo(1);
        assertThat(Stored.tombstones(store, EAST, arn(1))).isEmpty();
    }

    @Test
    void theStateOfAManifestIsKeptWithItsRow() {
        ManifestState awaited = new ManifestState.Awaited(T0.plusSeconds(60), 2);
        ManifestState read = new ManifestState.Read(new TokenCounts(120L, 45L));
        store.record(cycle(new JobWrite(completed(1).row().withManifest(awaited), List.of())));
        TrackedJob row = only(store, EAST);
        assertThat(row.manifest()).isEqualTo(awaited);

        store.record(cycle(new JobWrite(row.withManifest(read), List.of(manifestRead(1, 120, 45)))));

        assertThat(only(store, EAST).manifest()).isEqualTo(read);
        assertThat(store.read(0, 10)).extracting(JournalEntry::event).containsExactly(manifestRead(1, 120, 45));
        assertThat(store.changesSince(0).totals())
                .containsEntry(new TotalKey(Total.TOKENS, EAST, "anthropic.claude", "input"), 120L)
                .containsEntry(new TotalKey(Total.TOKENS, EAST, "anthropic.claude", "output"), 45L);
    }

    @Test
    void aJobWhoseManifestIsAwaitedIsKeptForADayLongerAndNoMore() {
        TrackedJob row = completed(1).row();
        store.record(cycle(new JobWrite(row.withManifest(new ManifestState.Awaited(T0, 0)), List.of())));
        Instant sighting = T0.plusSeconds(61).plusNanos(1);

        assertThat(store.prune(new Retention(sighting, Instant.MIN, Instant.MIN), 10))
                .isZero();
        assertThat(store.prune(new Retention(sighting.plus(Duration.ofDays(1)), Instant.MIN, Instant.MIN), 10))
                .isEqualTo(1);
    }

    @Test
    void aJobWhoseManifestWasReadOrGivenUpIsPrunedAsAnyOther() {
        ManifestState awaited = new ManifestState.Awaited(T0, 0);
        store.record(cycle(
                new JobWrite(completed(1).row().withManifest(awaited), List.of()),
                new JobWrite(completed(2).row().withManifest(awaited), List.of())));
        Map<JobArn, TrackedJob> rows = Stored.jobs(store, EAST);
        ManifestState read = new ManifestState.Read(new TokenCounts(1L, 1L));
        store.record(cycle(
                new JobWrite(Objects.requireNonNull(rows.get(arn(1))).withManifest(read), List.of()),
                new JobWrite(Objects.requireNonNull(rows.get(arn(2))).withManifest(null), List.of())));

        assertThat(store.prune(new Retention(T0.plusSeconds(62), Instant.MIN, Instant.MIN), 10))
                .isEqualTo(2);
    }

    @Test
    void tombstonesGoOnceTheirLastChangeIsLongAgo() {
        store.record(cycle(completed(1)));
        store.prune(new Retention(Instant.MAX, Instant.MIN, Instant.MIN), 10);
        Instant changedAt = T0.plusSeconds(60);

        assertThat(store.prune(new Retention(Instant.MIN, Instant.MIN, changedAt), 10))
                .isZero();
        assertThat(store.prune(new Retention(Instant.MIN, Instant.MIN, changedAt.plusNanos(1)), 10))
                .isEqualTo(1);
        assertThat(Stored.tombstones(store, EAST, arn(1))).isEmpty();
    }

    @Test
    void entriesGoOnlyAfterEveryCursorHasPassedThem() {
        store.record(cycle(running(1), running(2), running(3)));
        Retention journal = new Retention(Instant.MIN, Instant.MAX, Instant.MIN);

        assertThat(store.prune(journal, 10)).isZero();
        store.moveCursor("eventlog", 2);
        store.moveCursor("slow", 1);
        assertThat(store.prune(journal, 10)).isEqualTo(1);
        store.moveCursor("slow", 3);
        store.moveCursor("eventlog", 3);
        assertThat(store.prune(new Retention(Instant.MIN, T0.plusSeconds(61), Instant.MIN), 10))
                .isZero();
        assertThat(store.prune(journal, 10)).isEqualTo(2);
        store.record(cycle(running(4)));
        assertThat(store.read(0, 10)).extracting(JournalEntry::number).containsExactly(4L);
    }

    @Test
    void pruningInSmallBatchesRemovesAllAndMovesNoTotal() {
        JobWrite[] jobs = IntStream.range(0, 25).mapToObj(Rows::completed).toArray(JobWrite[]::new);
        store.record(cycle(jobs));
        store.moveCursor("eventlog", 25);
        Changes before = store.changesSince(0);

        List<Integer> removed = IntStream.range(0, 12)
                .map(batch -> store.prune(EVERYTHING, 10))
                .boxed()
                .toList();

        assertThat(removed.stream().mapToInt(Integer::intValue).sum()).isEqualTo(75);
        assertThat(removed.getFirst()).isEqualTo(20);
        assertThat(removed.getLast()).isZero();
        assertThat(store.changesSince(0).totals()).isEqualTo(before.totals());
        assertThat(store.changesSince(0).head()).isEqualTo(before.head());
        assertThat(store.prune(NOTHING, 10)).isZero();
    }

    @Test
    void recordingsFromManyThreadsAreNumberedWithoutGaps() {
        IntStream.range(0, 40).parallel().forEach(number -> store.record(cycle(running(number))));

        assertThat(store.read(0, 100))
                .extracting(JournalEntry::number)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 40).boxed().toList());
        assertThat(store.changesSince(0).head()).isEqualTo(40);
        assertThat(store.changesSince(0).totals()).isEqualTo(sum(store));
    }

    private static CycleRecord walk(String watch, Instant at, int pages) {
        return new CycleRecord(EAST, List.of(), List.of(), List.of(new WalkProgress(watch, at, pages)), null);
    }
}
