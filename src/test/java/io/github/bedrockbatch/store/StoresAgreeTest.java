package io.github.bedrockbatch.store;

import static io.github.bedrockbatch.store.Rows.EAST;
import static io.github.bedrockbatch.store.Rows.T0;
import static io.github.bedrockbatch.store.Rows.WEST;
import static io.github.bedrockbatch.store.Rows.arn;
import static io.github.bedrockbatch.store.Rows.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.EntryFilter;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JobStore.Retention;
import io.github.bedrockbatch.journal.JournalEvent;
import io.github.bedrockbatch.journal.JournalEvent.ManifestRead;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.PollIntervals.Activity;
import io.github.bedrockbatch.journal.Recording;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.journal.WalkProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** The same calls lead every store to the same state. */
final class StoresAgreeTest {
    /** A call of a store. */
    sealed interface Step {
        record Recorded(Recording cycle) implements Step {}

        record Reading(String reader, long number) implements Step {}

        record Pruning(Retention retention, int limit) implements Step {}
    }

    @Property(tries = 40)
    void storesAgree(@ForAll("steps") List<Step> steps) throws IOException {
        Path directory = Files.createTempDirectory("store");
        Path path = directory.resolve("exporter.db");
        try (JobStore memory = new MemoryStore();
                JobStore sqlite = JdbcStore.sqlite(path)) {
            sqlite.open();
            for (Step step : steps) {
                assertThat(take(step, sqlite)).isEqualTo(take(step, memory));
            }
            assertSame(sqlite, memory);
        } finally {
            Files.deleteIfExists(path);
            Files.delete(directory);
        }
    }

    /** In batches of two rows. */
    @Property(tries = 15)
    void copiesAgree(@ForAll("steps") List<Step> steps) throws IOException {
        Path directory = Files.createTempDirectory("store");
        Dialect sqlite = new SqliteDialect(directory.resolve("first.db"));
        Dialect postgres = PostgresServer.dialect(PostgresServer.newSchema());
        Dialect again = new SqliteDialect(directory.resolve("second.db"));
        try (JobStore recorded = new JdbcStore(sqlite)) {
            recorded.open();
            steps.forEach(step -> take(step, recorded));
        }
        assertThat(new StoreCopy(sqlite, postgres, 2).run()).contains("jobs");
        assertThat(new StoreCopy(postgres, again, 2).run()).contains("jobs");
        try (JobStore first = new JdbcStore(sqlite);
                JobStore second = new JdbcStore(postgres);
                JobStore third = new JdbcStore(again)) {
            first.open();
            second.open();
            third.open();
            assertSame(second, first);
            assertSame(third, first);
        } finally {
            Files.deleteIfExists(directory.resolve("first.db"));
            Files.deleteIfExists(directory.resolve("second.db"));
            Files.delete(directory);
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Step> recordings = cycles().map(Step.Recorded::new);
        Arbitrary<Step> readings = Combinators.combine(
                        Arbitraries.of("eventlog", "other"), Arbitraries.longs().between(-1, 20))
                .as(Step.Reading::new);
        Arbitrary<Step> prunings = Combinators.combine(
                        Combinators.combine(times(), times(), times()).as(Rows::retention),
                        Arbitraries.integers().between(1, 4))
                .as(Step.Pruning::new);
        return Arbitraries.frequencyOf(Tuple.of(6, recordings), Tuple.of(1, readings), Tuple.of(1, prunings))
                .list()
                .ofMaxSize(25);
    }

    private static Arbitrary<Recording> cycles() {
        Arbitrary<Target> targets = Arbitraries.of(EAST, WEST);
        return targets.flatMap(target -> Combinators.combine(
                        writes(target).list().ofMaxSize(4),
                        lookups(target).list().ofMaxSize(2),
                        Combinators.combine(
                                        Arbitraries.of("a", "b"),
                                        times(),
                                        Arbitraries.integers().between(1, 9))
                                .as(WalkProgress::new)
                                .list()
                                .ofMaxSize(2),
                        times().injectNull(0.3),
                        Arbitraries.of(Activity.class).map(Rows.INTERVALS::with).injectNull(0.7))
                .as((jobs, lookups, walks, at, intervals) ->
                        new Recording(target, jobs, lookups, walks, at, intervals, null)));
    }

    private static Arbitrary<JobWrite> writes(Target target) {
        Arbitrary<JobStatus> statuses =
                Arbitraries.of(JobStatus.of("Pondering"), Known.IN_PROGRESS, Known.COMPLETED, Known.FAILED);
        return Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        statuses,
                        times(),
                        Arbitraries.longs().between(0, 6),
                        Rows.manifests(times()))
                .as((number, status, at, version, manifest) ->
                        withManifest(write(arn(target, number), status, at, Math.max(0, version - 2)), manifest));
    }

    private static JobWrite withManifest(JobWrite write, @Nullable ManifestState manifest) {
        List<JournalEvent> events = new ArrayList<>(write.events());
        if (manifest instanceof ManifestState.Read(TokenCounts tokens)) {
            JobSnapshot job = write.row().job().snapshot();
            events.add(new ManifestRead(job, tokens, job.changedAt()));
        }
        return new JobWrite(write.row().withManifest(manifest), events);
    }

    private static Arbitrary<LookupStatus> lookups(Target target) {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 4),
                        Arbitraries.of(true, false),
                        times().injectNull(0.5),
                        times().injectNull(0.5))
                .as((number, success, since, due) -> new LookupStatus(arn(target, number), success, since, due));
    }

    private static Arbitrary<Instant> times() {
        return Arbitraries.of(0L, 1L, 500_000_000L, 1_000_000_000L, 60_000_000_000L, 61_000_000_001L)
                .map(nanos -> T0.plus(Duration.ofNanos(nanos)));
    }

    private static Object take(Step step, JobStore store) {
        return switch (step) {
            case Step.Recorded(Recording cycle) -> store.record(cycle);
            case Step.Pruning(Retention retention, int limit) -> store.prune(retention, limit);
            case Step.Reading(String reader, long number) -> {
                store.moveCursor(reader, number);
                yield store.cursor(reader);
            }
        };
    }

    static void assertSame(JobStore one, JobStore other) {
        Changes view = one.changesSince(0);
        assertThat(view).isEqualTo(other.changesSince(0));
        assertThat(one.changesSince(view.head() / 2)).isEqualTo(other.changesSince(view.head() / 2));
        for (Target target : List.of(EAST, WEST)) {
            assertThat(one.load(target)).isEqualTo(other.load(target));
            List<JobArn> arns = IntStream.range(0, 6)
                    .mapToObj(number -> arn(target, number))
                    .toList();
            assertThat(one.known(target, arns)).isEqualTo(other.known(target, arns));
        }
        EntryFilter failures =
                new EntryFilter(Set.of(), Set.of(), Set.of(EAST.region()), Set.of(Known.FAILED.word()), false);
        assertThat(one.latest(failures, view.lastEntry(), 3)).isEqualTo(other.latest(failures, view.lastEntry(), 3));
        assertThat(one.read(0, 1_000)).isEqualTo(other.read(0, 1_000));
        assertThat(one.cursor("eventlog")).isEqualTo(other.cursor("eventlog"));
    }
}
