package io.github.bedrockbatch.manifest;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static io.github.bedrockbatch.testing.Examples.job;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.OutputDataConfig;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JobStore.Retention;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.JournalEvent.ManifestRead;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.ManifestState.Awaited;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.journal.Total;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.manifest.ManifestResult.Cause;
import io.github.bedrockbatch.poll.CycleLimits;
import io.github.bedrockbatch.poll.TagMemory;
import io.github.bedrockbatch.poll.TargetPoll;
import io.github.bedrockbatch.store.MemoryStore;
import io.github.bedrockbatch.store.Mishap;
import io.github.bedrockbatch.store.MishapStore;
import io.github.bedrockbatch.testing.FakeJobSource;
import io.github.bedrockbatch.testing.FakeManifestSource;
import io.github.bedrockbatch.testing.FakeTagSource;
import io.github.bedrockbatch.testing.Selecting;
import io.github.bedrockbatch.testing.SettableClock;
import io.github.bedrockbatch.testing.Stored;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The reading of manifests beside the polling of one target, on fakes and the memory store. */
class ManifestReaderTest {
    private static final Target TARGET = Target.of(arn(1));
    private static final Watches WATCHES =
            new Watches(Set.of(), List.of(Selecting.everything(Duration.ofDays(7))), Duration.ZERO, false);

    private final SettableClock clock = new SettableClock(NOON);
    private final SettableClock steady = new SettableClock(NOON);
    private final FakeJobSource bedrock = new FakeJobSource(clock);
    private final FakeManifestSource s3 = new FakeManifestSource();
    private final JobStore store = new MemoryStore();
    private final LeaseHolder leases = LeaseHolder.ofSoleProcess(clock);
    private final List<String> attempts = new ArrayList<>();

    @BeforeEach
    void open() {
        store.open();
    }

    @Test
    void readsTheManifestOfAJobThatEndedOnce() {
        s3.put(arn(1), 120, 45);
        show(1, Known.IN_PROGRESS);
        manifests().read(TARGET);
        assertThat(s3.takeCalls()).isEmpty();

        show(1, Known.COMPLETED);
        manifests().read(TARGET);
        manifests().read(TARGET);
        clock.advance(Duration.ofDays(1));
        poll();
        manifests().read(TARGET);

        assertThat(s3.takeCalls()).containsExactly("job000000001");
        assertThat(attempts).containsExactly("job000000001 success");
        assertThat(row(1).manifest()).isEqualTo(new ManifestState.Read(new TokenCounts(120L, 45L, null, null)));
        assertThat(tokens()).isEqualTo(Map.of("input", 120L, "output", 45L));
        assertThat(reads()).singleElement().satisfies(read -> {
            assertThat(read.job().arn()).isEqualTo(arn(1));
            assertThat(read.readAt()).isEqualTo(NOON);
        });
    }

    /** It may be one of a configuration that was replaced. */
    @Test
    void readsNoneWhileAnotherReaderOfTheTargetDoes() throws InterruptedException {
        s3.put(arn(1), 120, 45);
        show(1, Known.COMPLETED);
        ReentrantLock turn = leases.turn("manifests of " + TARGET.name());
        turn.lock();
        try {
            Thread.startVirtualThread(() -> manifests().read(TARGET)).join();
            assertThat(s3.takeCalls()).isEmpty();
        } finally {
            turn.unlock();
        }
        Thread.startVirtualThread(() -> manifests().read(TARGET)).join();

        assertThat(s3.takeCalls()).containsExactly("job000000001");
    }

    @ParameterizedTest
    @EnumSource
    void triesAgainOverHoursWhateverTheTroubleThenGivesUp(Cause cause) {
        s3.fail(arn(1), cause);
        show(1, Known.COMPLETED);

        List<Long> minutes = IntStream.rangeClosed(0, 60 * 24)
                .filter(minute -> {
                    manifests().read(TARGET);
                    clock.advance(Duration.ofMinutes(1));
                    return !s3.takeCalls().isEmpty();
                })
                .asLongStream()
                .boxed()
                .toList();

        assertThat(minutes).containsExactly(0L, 1L, 6L, 21L, 81L, 201L);
        assertThat(attempts)
                .hasSize(6)
                .startsWith("job000000001 " + cause.label())
                .endsWith("job000000001 " + cause.label() + ", gave up");
        assertThat(row(1).manifest()).isNull();
        assertThat(tokens()).isEmpty();
    }

    @Test
    void readsWhatComesLate() {
        show(1, Known.COMPLETED);
        manifests().read(TARGET);
        s3.put(arn(1), 7, 0);
        manifests().read(TARGET);
        assertThat(attempts).containsExactly("job000000001 absent");

        clock.advance(Duration.ofMinutes(1));
        manifests().read(TARGET);

        assertThat(attempts).containsExactly("job000000001 absent", "job000000001 success");
        assertThat(tokens()).isEqualTo(Map.of("input", 7L, "output", 0L));
    }

    @Test
    void beginsWithWhatIsDueForLongest() {
        show(2, Known.COMPLETED);
        clock.advance(Duration.ofSeconds(30));
        show(1, Known.COMPLETED);
        manifests().read(TARGET);

        assertThat(s3.takeCalls()).containsExactly("job000000002", "job000000001");
    }

    @Test
    void leavesToTheNextRunWhatIsNotBegunWithinAMinute() {
        IntStream.rangeClosed(1, 5).forEach(number -> show(number, Known.COMPLETED));
        s3.meanwhile(() -> steady.advance(Duration.ofSeconds(25)));
        manifests().read(TARGET);
        assertThat(s3.takeCalls()).hasSize(3);

        s3.meanwhile(() -> {});
        manifests().read(TARGET);
        assertThat(s3.takeCalls()).startsWith("job000000004", "job000000005");
    }

    @Test
    void aSystemClockThatIsSetAheadEndsNoRun() {
        IntStream.rangeClosed(1, 3).forEach(number -> show(number, Known.COMPLETED));
        s3.meanwhile(() -> clock.advance(Duration.ofHours(1)));
        manifests().read(TARGET);

        assertThat(s3.takeCalls()).hasSize(3);
    }

    @Test
    void aRowThatMovedOnMeanwhileIsWrittenAllTheSameAndTheManifestNotReadAgain() {
        s3.put(arn(1), 120, 45);
        show(1, Known.COMPLETED);
        s3.meanwhile(() -> {
            clock.advance(Duration.ofMinutes(2));
            poll();
        });
        long head = store.changesSince(0).head();
        manifests().read(TARGET);

        assertThat(row(1).version())
                .isGreaterThan(head)
                .isEqualTo(store.changesSince(0).head());
        assertThat(row(1).settleDue()).as("settled meanwhile").isNull();
        assertThat(s3.takeCalls()).hasSize(1);
        assertThat(tokens()).isEqualTo(Map.of("input", 120L, "output", 45L));
    }

    @Test
    void twoThatReadTheSameManifestCountItOnce() {
        s3.put(arn(1), 120, 45);
        show(1, Known.COMPLETED);
        FakeManifestSource others = new FakeManifestSource();
        others.put(arn(1), 120, 45);
        s3.meanwhile(() -> manifests(others, store).read(TARGET));
        manifests().read(TARGET);

        assertThat(attempts).containsExactly("job000000001 success");
        assertThat(tokens()).isEqualTo(Map.of("input", 120L, "output", 45L));
        assertThat(reads()).hasSize(1);
    }

    @Test
    void aRowThatIsGoneMeanwhileStaysGone() {
        s3.put(arn(1), 120, 45);
        show(1, Known.COMPLETED);
        clock.advance(Duration.ofMinutes(2));
        poll();
        s3.meanwhile(() -> store.prune(new Retention(Instant.MAX, Instant.MIN, Instant.MIN, Set.of()), 10));
        manifests().read(TARGET);

        assertThat(Stored.jobs(store, TARGET)).isEmpty();
        assertThat(attempts).isEmpty();
        assertThat(tokens()).isEmpty();
    }

    @Test
    void whatCouldNotBeRecordedIsReadAgain() {
        s3.put(arn(1), 120, 45);
        show(1, Known.COMPLETED);
        Mishap mishap = new Mishap(Mishap.Kind.FAILS, 2);
        JobStore failing = new MishapStore(store, mishap);
        assertThatThrownBy(() -> manifests(s3, failing).read(TARGET)).isInstanceOf(StoreException.class);
        assertThat(tokens()).isEmpty();

        manifests(s3, failing).read(TARGET);

        assertThat(s3.takeCalls()).hasSize(2);
        assertThat(tokens()).isEqualTo(Map.of("input", 120L, "output", 45L));
    }

    @Test
    void anInterruptedAttemptIsNone() {
        show(1, Known.COMPLETED);
        show(2, Known.COMPLETED);
        s3.meanwhile(() -> Thread.currentThread().interrupt());
        manifests().read(TARGET);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(s3.takeCalls()).hasSize(1);
        assertThat(attempts).isEmpty();
        assertThat(row(1).manifest()).isEqualTo(new Awaited(NOON, 0));
    }

    @Test
    void whatWasReadIsKeptThoughItIsInterrupted() {
        s3.put(arn(1), 120, 45);
        show(1, Known.COMPLETED);
        s3.meanwhile(() -> Thread.currentThread().interrupt());
        manifests().read(TARGET);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(tokens()).hasSize(2);
    }

    @Test
    void wantsNoneOfAJobWithoutOutputNorOfABaselineNorWhereNobodyAsked() {
        bedrock.put(job(1, Known.FAILED, NOON.minusSeconds(600), NOON));
        bedrock.put(withOutput(2, Known.COMPLETED, NOON).toBuilder()
                .submitTime(NOON.minus(Duration.ofHours(3)))
                .lastModifiedTime(NOON.minus(Duration.ofHours(2)))
                .build());
        poll();
        assertThat(row(2).job().baseline()).isTrue();
        bedrock.put(withOutput(3, Known.COMPLETED, NOON));
        poll(WATCHES);
        poll();
        manifests().read(TARGET);

        assertThat(Stored.jobs(store, TARGET)).hasSize(3);
        assertThat(s3.takeCalls()).isEmpty();
    }

    @Test
    void aJobThatMovesOnAfterItsEndKeepsWhatWasRead() {
        s3.put(arn(1), 120, 45);
        show(1, Known.COMPLETED);
        manifests().read(TARGET);
        for (JobStatus status : List.of(Known.IN_PROGRESS, Known.COMPLETED, Known.FAILED)) {
            clock.advance(Duration.ofMinutes(1));
            show(1, status);
            manifests().read(TARGET);
            assertThat(row(1).job().status()).isEqualTo(status);
        }

        assertThat(s3.takeCalls()).hasSize(1);
        assertThat(tokens()).isEqualTo(Map.of("input", 120L, "output", 45L));
    }

    @Test
    void aJobThatComesBackAfterItWasForgottenIsNotReadAgain() {
        s3.put(arn(1), 120, 45);
        show(1, Known.COMPLETED);
        manifests().read(TARGET);
        clock.advance(Duration.ofMinutes(2));
        poll();
        assertThat(store.prune(new Retention(Instant.MAX, Instant.MIN, Instant.MIN, Set.of()), 10))
                .isEqualTo(1);
        show(1, Known.FAILED);
        manifests().read(TARGET);

        assertThat(row(1).job().status()).isEqualTo(Known.FAILED);
        assertThat(s3.takeCalls()).hasSize(1);
    }

    private void show(int number, JobStatus status) {
        bedrock.put(withOutput(number, status, clock.instant()));
        poll();
    }

    private static JobSnapshot withOutput(int number, JobStatus status, Instant changedAt) {
        return job(number, status, NOON.minusSeconds(600), changedAt).toBuilder()
                .outputDataConfig(new OutputDataConfig("s3://results/nightly/", null, null))
                .build();
    }

    private void poll() {
        poll(new Watches(WATCHES.configured(), WATCHES.selectors(), WATCHES.configuredHorizon(), true));
    }

    private void poll(Watches watches) {
        new TargetPoll(
                        TARGET,
                        () -> watches,
                        bedrock,
                        new FakeTagSource(),
                        new TagMemory(),
                        store,
                        clock,
                        new CycleLimits(Duration.ofSeconds(30), clock),
                        LeaseHolder.ofSoleProcess(clock),
                        List.of(result -> assertThat(result.reason()).isEmpty()))
                .run();
    }

    /** A new one each time, as after a restart. */
    private ManifestReader manifests() {
        return manifests(s3, store);
    }

    private ManifestReader manifests(ManifestSource source, JobStore on) {
        return new ManifestReader(
                target -> source,
                on,
                clock,
                steady,
                leases,
                List.of((job, result, gaveUp) ->
                        attempts.add(job.arn().jobId() + " " + result.label() + (gaveUp ? ", gave up" : ""))));
    }

    private TrackedJob row(int number) {
        @Nullable TrackedJob row = Stored.jobs(store, TARGET).get(arn(number));
        return Objects.requireNonNull(row);
    }

    private List<ManifestRead> reads() {
        return store.read(0, 1000).stream()
                .map(JournalEntry::event)
                .flatMap(event -> event instanceof ManifestRead read ? Stream.of(read) : Stream.empty())
                .toList();
    }

    /** The tokens counted in all, by type. */
    private Map<String, Long> tokens() {
        return store.changesSince(0).totals().entrySet().stream()
                .filter(total -> total.getKey().total() == Total.TOKENS)
                .collect(Collectors.toMap(total -> total.getKey().first(), Map.Entry::getValue));
    }
}
