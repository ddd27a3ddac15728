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
import static io.github.bedrockbatch.store.Rows.retention;
import static io.github.bedrockbatch.store.Rows.running;
import static io.github.bedrockbatch.store.Rows.settled;
import static io.github.bedrockbatch.store.Rows.success;
import static io.github.bedrockbatch.store.Rows.sum;
import static io.github.bedrockbatch.store.Rows.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.job.Tombstone;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.EntryFilter;
import io.github.bedrockbatch.journal.JobStore.RecordResult;
import io.github.bedrockbatch.journal.JobStore.Retention;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.KnownJobs;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.PollIntervals;
import io.github.bedrockbatch.journal.PollIntervals.Activity;
import io.github.bedrockbatch.journal.Recording;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.journal.Total;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.journal.WalkProgress;
import io.github.bedrockbatch.testing.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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
        Instant givenUpAt = T0.plus(Duration.ofDays(2));
        store.record(cycle(new JobWrite(row.with(row.job().givenUp(givenUpAt), null), List.of())));

        assertThat(store.load(EAST).jobs()).isEmpty();
        assertThat(store.known(EAST, List.of(arn(1))).jobs()).hasSize(1);
        assertThat(store.prune(retention(givenUpAt, Instant.MIN, Instant.MIN), 10))
                .isZero();
        assertThat(store.prune(retention(givenUpAt.plusMillis(1), Instant.MIN, Instant.MIN), 10))
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
        RecordResult result = store.record(cycle(
                running(1),
                completed(1),
                write(arn(1), Known.FAILED, T0, 1),
                write(arn(2), Known.FAILED, T0, 1),
                running(2)));

        assertThat(result.conflicts()).containsExactlyInAnyOrder(arn(1), arn(2));
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
        assertThat(store.changesSince(all.head()).lookups()).isEmpty();
    }

    @Test
    void totalsAndTargetsAreReadOnlyIfTheyHaveChanged() {
        store.record(cycle(running(1)));
        store.record(success(EAST, T0));
        long head = store.record(success(WEST, T0)).head();
        store.record(cycle(completed(2)));
        store.record(success(WEST, T0.plusSeconds(1)));
        store.record(success(EAST, T0));

        Changes changes = store.changesSince(head);
        assertThat(changes.totals())
                .containsEntry(new Total.Key(Total.TRANSITIONS, EAST, "", "Submitted", "Completed"), 1L)
                .containsEntry(new Total.Key(Total.DETECTION_MILLIS, EAST, "", "", ""), 2_000L)
                .doesNotContainKey(new Total.Key(Total.TRANSITIONS, EAST, "", "Submitted", "InProgress"));
        assertThat(changes.lastSuccess()).containsOnly(Map.entry(WEST, T0.plusSeconds(1)));
        assertThat(changes.lastEntry()).isEqualTo(2);
        Changes none = store.changesSince(changes.head());
        assertThat(none.totals()).isEmpty();
        assertThat(none.lastSuccess()).isEmpty();
        assertThat(none.head()).isEqualTo(changes.head());
        assertThat(none.lastEntry()).isEqualTo(2);
    }

    @Test
    void aCycleLoadsOpenRowsAndTheLookupsOfThoseAndOfFailures() {
        TrackedJob settling = completed(2).row();
        TrackedJob awaited = completed(3).row();
        store.record(cycle(
                running(1),
                new JobWrite(settling.with(settling.job(), T0.plusSeconds(180)), List.of()),
                new JobWrite(awaited.withManifest(new ManifestState.Awaited(T0, 0)), List.of()),
                completed(4),
                completed(5)));
        LookupStatus failed = new LookupStatus(arn(5), false, null, null);
        LookupStatus absent = new LookupStatus(arn(6), false, T0, null);
        store.record(lookups(found(arn(1)), found(arn(4)), failed, absent, found(arn(7))));

        TargetState state = store.load(EAST);
        assertThat(state.jobs()).containsOnlyKeys(arn(1), arn(2), arn(3));
        assertThat(state.lookups())
                .containsOnly(Map.entry(arn(1), found(arn(1))), Map.entry(arn(5), failed), Map.entry(arn(6), absent));

        store.record(cycle(write(arn(1), Known.COMPLETED, T0.plusSeconds(70), 1)));
        assertThat(store.load(EAST).jobs()).containsOnlyKeys(arn(2), arn(3));
        assertThat(store.load(EAST).lookups()).containsOnlyKeys(arn(5), arn(6));
    }

    @Test
    void knownHasTheRowsAndTombstonesThatAreAskedForHoweverMany() {
        store.record(cycle(IntStream.range(0, 700).mapToObj(Rows::completed).toArray(JobWrite[]::new)));
        store.prune(retention(Instant.MAX, Instant.MIN, Instant.MIN), 600);
        store.record(cycle(running(701), running(702)));
        store.record(new Recording(WEST, List.of(write(arn(WEST, 1), Known.FAILED, T0)), List.of(), List.of(), null));
        List<JobArn> asked = Stream.concat(
                        IntStream.rangeClosed(0, 701).mapToObj(Rows::arn), Stream.of(arn(WEST, 1), arn(3)))
                .toList();

        KnownJobs known = store.known(EAST, asked);

        assertThat(known.jobs()).hasSize(101).containsKeys(arn(600), arn(699), arn(701));
        assertThat(known.tombstones()).hasSize(600).containsKeys(arn(0), arn(599));
        assertThat(store.known(WEST, asked).jobs()).containsOnlyKeys(arn(WEST, 1));
        assertThat(store.known(EAST, List.of())).isEqualTo(new KnownJobs(Map.of(), Map.of()));
    }

    @Test
    void theLatestEntriesAreReadNewestFirstBelowANumber() {
        store.record(cycle(running(1), running(2), completed(3)));
        store.record(
                new Recording(WEST, List.of(write(arn(WEST, 1), Known.COMPLETED, T0)), List.of(), List.of(), null));
        store.record(cycle(new JobWrite(completed(4).row(), List.of(settled(4)))));

        assertThat(numbers(EntryFilter.ALL, Long.MAX_VALUE, 2)).containsExactly(5L, 4L);
        assertThat(numbers(EntryFilter.ALL, 4, 9)).containsExactly(3L, 2L, 1L);
        assertThat(numbers(EntryFilter.ALL, 4, 0)).isEmpty();
        assertThat(numbers(new EntryFilter(Set.of(arn(2)), Set.of(), Set.of(), Set.of(), false), 99, 9))
                .containsExactly(2L);
        assertThat(numbers(
                        new EntryFilter(Set.of(), Set.of(EAST.accountId()), Set.of(EAST.region()), Set.of(), false),
                        99,
                        2))
                .containsExactly(5L, 3L);
        assertThat(numbers(new EntryFilter(Set.of(), Set.of(), Set.of(), Set.of(Known.COMPLETED.word()), false), 99, 9))
                .containsExactly(4L, 3L);
        assertThat(numbers(
                        new EntryFilter(
                                Set.of(), Set.of(), Set.of(WEST.region()), Set.of(Known.COMPLETED.word()), false),
                        99,
                        9))
                .containsExactly(4L);
        assertThat(numbers(new EntryFilter(Set.of(), Set.of("000000000000"), Set.of(), Set.of(), false), 99, 9))
                .isEmpty();
        assertThat(store.latest(EntryFilter.ALL, 6, 5).reversed()).isEqualTo(store.read(0, 5));
    }

    @Test
    void theLatestEntriesOfSeveralValuesAreReadNewestFirst() {
        store.record(cycle(
                running(1), write(arn(2), Known.FAILED, T0), completed(3), write(arn(4), JobStatus.of("Paused"), T0)));
        store.record(new Recording(WEST, List.of(write(arn(WEST, 1), Known.FAILED, T0)), List.of(), List.of(), null));
        store.record(cycle(new JobWrite(completed(5).row(), List.of(settled(5)))));
        Set<String> accounts = Set.of(EAST.accountId(), "000000000000");
        Set<String> regions = Set.of(EAST.region(), WEST.region());
        Set<String> ended = Set.of(Known.COMPLETED.word(), Known.FAILED.word());

        assertThat(numbers(filter(Set.of(), Set.of(), Set.of(), ended), 99, 2)).containsExactly(5L, 3L);
        assertThat(numbers(filter(Set.of(), accounts, regions, ended), 5, 9)).containsExactly(3L, 2L);
        assertThat(numbers(filter(Set.of(), accounts, regions, Set.of()), 99, 3))
                .containsExactly(5L, 4L, 3L);
        assertThat(numbers(filter(Set.of(), Set.of(), Set.of(), Set.of("Unknown")), 99, 9))
                .containsExactly(4L);
        assertThat(numbers(filter(Set.of(arn(4), arn(2), arn(9)), accounts, regions, Set.of()), 99, 9))
                .containsExactly(4L, 2L);
        assertThat(numbers(filter(Set.of(arn(4), arn(3)), Set.of(), Set.of(), Set.of("Failed", "Unknown")), 99, 9))
                .containsExactly(4L);
        assertThat(numbers(EntryFilter.transitionsOf(arn(5)), 99, 9)).isEmpty();
    }

    private static EntryFilter filter(Set<JobArn> arns, Set<String> accounts, Set<String> regions, Set<String> to) {
        return new EntryFilter(arns, accounts, regions, to, true);
    }

    private List<Long> numbers(EntryFilter filter, long before, int limit) {
        return store.latest(filter, before, limit).stream()
                .map(JournalEntry::number)
                .toList();
    }

    @Test
    void followersRunAfterEachCommitThatMovesTheHeadWhateverOneOfThemThrows() {
        List<Long> heads = new ArrayList<>();
        store.follow(() -> {
            throw new IllegalStateException("a follower that breaks");
        });
        store.follow(() -> heads.add(store.changesSince(0).head()));

        store.record(cycle(running(1)));
        store.record(cycle(running(1)));
        store.record(walk("a", T0, 1));
        store.record(success(EAST, T0));
        store.record(success(EAST, T0));
        store.prune(EVERYTHING, 10);
        store.moveCursor("eventlog", 1);

        assertThat(heads.stream().distinct())
                .as("but for wake-ups without a commit")
                .containsExactly(1L, 2L);
    }

    @Test
    void aFollowerRunsOutsideOfTheLock() throws InterruptedException {
        List<Long> heads = new CopyOnWriteArrayList<>();
        store.follow(() -> {
            try {
                Thread reader = Thread.ofVirtual()
                        .start(() -> heads.add(store.changesSince(0).head()));
                assertThat(reader.join(Duration.ofSeconds(30))).isTrue();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        store.record(cycle(running(1)));

        assertThat(heads).contains(1L);
    }

    @Test
    void theHeadMovesOnlyWhenARowALookupOrASuccessChanges() {
        long head = store.record(lookups(found(arn(1)))).head();

        assertThat(head).isEqualTo(1);
        assertThat(store.record(lookups(found(arn(1)))).head()).isEqualTo(head);
        assertThat(store.record(success(EAST, T0)).head()).isEqualTo(head + 1);
        assertThat(store.record(success(EAST, T0)).head()).isEqualTo(head + 1);
        assertThat(store.record(walk("a", T0, 1)).head()).isEqualTo(head + 1);
        assertThat(store.record(lookups(new LookupStatus(arn(1), false, T0, null)))
                        .head())
                .isEqualTo(head + 2);
        assertThat(store.record(lookups(new LookupStatus(arn(1), false, T0, T0.plusNanos(1))))
                        .head())
                .isEqualTo(head + 3);
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
                .containsEntry(new Total.Key(Total.TRANSITIONS, EAST, "", "Submitted", "Completed"), 2L)
                .containsEntry(new Total.Key(Total.RECORDS, EAST, "anthropic.claude", "success", ""), 8L);
    }

    @Test
    void lastSuccessIsTheOneThatWasRecordedLast() {
        assertThat(store.load(EAST).lastSuccess()).isNull();
        store.record(success(EAST, T0.plusSeconds(7200)));
        store.record(success(EAST, T0));
        store.record(success(WEST, T0.plusMillis(500)));
        store.record(walk("a", T0, 1));

        assertThat(store.load(EAST).lastSuccess()).isEqualTo(T0);
        assertThat(store.changesSince(1).lastSuccess())
                .containsOnly(Map.entry(EAST, T0), Map.entry(WEST, T0.plusMillis(500)));
    }

    @Test
    void intervalsAreThoseThatWereRecordedLastAndTakeANumberWhenTheyAreOthers() {
        assertThat(store.load(EAST).intervals()).isNull();
        store.record(Recording.of(EAST, Rows.INTERVALS, null));
        long head = store.changesSince(0).head();
        store.record(Recording.of(EAST, Rows.INTERVALS, null));
        assertThat(store.changesSince(0).head()).as("nothing new").isEqualTo(head);
        PollIntervals active = Rows.INTERVALS.with(Activity.ACTIVE);
        store.record(Recording.of(EAST, active, null));

        assertThat(store.load(EAST).intervals()).isEqualTo(active);
        assertThat(store.load(EAST).lastSuccess()).as("there was none yet").isNull();
        assertThat(store.load(WEST).intervals()).isNull();
        assertThat(store.changesSince(head).intervals()).containsOnly(Map.entry(EAST, active));
        assertThat(store.changesSince(head).lastSuccess()).isEmpty();
        store.record(success(EAST, T0));
        assertThat(store.load(EAST).lastSuccess()).isEqualTo(T0);
        assertThat(store.load(EAST).intervals()).isEqualTo(active);
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
        store.record(lookups(LookupStatus.failed(arn(1), null), LookupStatus.failed(arn(2), null)));
        long head = store.changesSince(0).head();

        assertThat(store.prune(new Retention(Instant.MAX, Instant.MIN, Instant.MIN, Set.of(arn(2))), 10))
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

        assertThat(store.prune(retention(sighting, Instant.MIN, Instant.MIN), 10))
                .isZero();
        assertThat(store.prune(retention(sighting.plusNanos(1), Instant.MIN, Instant.MIN), 10))
                .isEqualTo(1);
        assertThat(Stored.jobs(store, EAST)).containsOnlyKeys(arn(1), arn(2));
        assertThat(store.prune(EVERYTHING, 10)).isEqualTo(1);
        assertThat(Stored.tombstones(store, EAST, arn(1))).isEmpty();
    }

    @Test
    void theStateOfAManifestIsKeptWithItsRow() {
        ManifestState awaited = new ManifestState.Awaited(T0.plusSeconds(60), 2);
        ManifestState read = new ManifestState.Read(new TokenCounts(120L, 45L, null, null));
        store.record(cycle(new JobWrite(completed(1).row().withManifest(awaited), List.of())));
        TrackedJob row = only(store, EAST);
        assertThat(row.manifest()).isEqualTo(awaited);

        store.record(cycle(new JobWrite(row.withManifest(read), List.of(manifestRead(1, 120, 45)))));

        assertThat(only(store, EAST).manifest()).isEqualTo(read);
        assertThat(store.read(0, 10)).extracting(JournalEntry::event).containsExactly(manifestRead(1, 120, 45));
        assertThat(store.changesSince(0).totals())
                .containsEntry(new Total.Key(Total.TOKENS, EAST, "anthropic.claude", "input", ""), 120L)
                .containsEntry(new Total.Key(Total.TOKENS, EAST, "anthropic.claude", "output", ""), 45L);
    }

    @Test
    void aJobWhoseManifestIsAwaitedIsKeptForADayLongerAndNoMore() {
        TrackedJob row = completed(1).row();
        store.record(cycle(new JobWrite(row.withManifest(new ManifestState.Awaited(T0, 0)), List.of())));
        Instant sighting = T0.plusSeconds(61).plusNanos(1);

        assertThat(store.prune(retention(sighting, Instant.MIN, Instant.MIN), 10))
                .isZero();
        assertThat(store.prune(retention(sighting.plus(Duration.ofDays(1)), Instant.MIN, Instant.MIN), 10))
                .isEqualTo(1);
    }

    @Test
    void aJobWhoseManifestWasReadOrGivenUpIsPrunedAsAnyOther() {
        ManifestState awaited = new ManifestState.Awaited(T0, 0);
        store.record(cycle(
                new JobWrite(completed(1).row().withManifest(awaited), List.of()),
                new JobWrite(completed(2).row().withManifest(awaited), List.of())));
        Map<JobArn, TrackedJob> rows = Stored.jobs(store, EAST);
        ManifestState read = new ManifestState.Read(new TokenCounts(1L, 1L, null, null));
        store.record(cycle(
                new JobWrite(Objects.requireNonNull(rows.get(arn(1))).withManifest(read), List.of()),
                new JobWrite(Objects.requireNonNull(rows.get(arn(2))).withManifest(null), List.of())));

        assertThat(store.prune(retention(T0.plusSeconds(62), Instant.MIN, Instant.MIN), 10))
                .isEqualTo(2);
    }

    @Test
    void tombstonesGoOnceTheirLastChangeIsLongAgo() {
        store.record(cycle(completed(1)));
        store.prune(retention(Instant.MAX, Instant.MIN, Instant.MIN), 10);
        Instant changedAt = T0.plusSeconds(60);

        assertThat(store.prune(retention(Instant.MIN, Instant.MIN, changedAt), 10))
                .isZero();
        assertThat(store.prune(retention(Instant.MIN, Instant.MIN, changedAt.plusNanos(1)), 10))
                .isEqualTo(1);
        assertThat(Stored.tombstones(store, EAST, arn(1))).isEmpty();
    }

    @Test
    void tombstonesOfNamedJobsStayAndHoldUpNoOthers() {
        store.record(cycle(completed(1), completed(2), completed(3)));
        store.prune(retention(Instant.MAX, Instant.MIN, Instant.MIN), 10);
        Retention retention = new Retention(Instant.MIN, Instant.MIN, Instant.MAX, Set.of(arn(1)));

        assertThat(store.prune(retention, 1)).isEqualTo(1);
        assertThat(store.prune(retention, 10)).isEqualTo(1);
        assertThat(store.prune(retention, 10)).isZero();
        assertThat(Stored.tombstones(store, EAST, arn(1), arn(2), arn(3))).containsOnlyKeys(arn(1));
    }

    @Test
    void failedLookupsGoOnceTheirJobsAreNeitherNamedNorHaveARow() {
        store.record(cycle(running(1)));
        store.record(lookups(IntStream.rangeClosed(1, 6)
                .mapToObj(number -> LookupStatus.failed(arn(number), null))
                .toArray(LookupStatus[]::new)));
        long head = store.changesSince(0).head();
        Retention retention = new Retention(Instant.MIN, Instant.MIN, Instant.MIN, Set.of(arn(2), arn(3)));

        assertThat(store.prune(retention, 2)).isEqualTo(2);
        assertThat(store.load(EAST).lookups()).containsOnlyKeys(arn(1), arn(2), arn(3), arn(6));
        assertThat(store.prune(retention, 2)).isEqualTo(1);
        assertThat(store.prune(retention, 2)).isZero();
        assertThat(store.load(EAST).lookups()).containsOnlyKeys(arn(1), arn(2), arn(3));
        assertThat(store.changesSince(0).head()).isEqualTo(head);
    }

    @Test
    void entriesGoOnlyAfterEveryCursorHasPassedThem() {
        store.record(cycle(running(1), running(2), running(3)));
        Retention journal = retention(Instant.MIN, Instant.MAX, Instant.MIN);

        assertThat(store.prune(journal, 10)).isZero();
        store.moveCursor("eventlog", 2);
        store.moveCursor("slow", 1);
        assertThat(store.prune(journal, 10)).isEqualTo(1);
        store.moveCursor("slow", 3);
        store.moveCursor("eventlog", 3);
        assertThat(store.prune(retention(Instant.MIN, T0.plusSeconds(61), Instant.MIN), 10))
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

    private static Recording walk(String watch, Instant at, int pages) {
        return new Recording(EAST, List.of(), List.of(), List.of(new WalkProgress(watch, at, pages)), null);
    }
}
