package io.github.bedrockbatch.demo;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.job.TransitionKind;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.JournalEvent.ManifestRead;
import io.github.bedrockbatch.journal.JournalEvent.Settled;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import io.github.bedrockbatch.journal.Total;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.simulator.Fleet;
import io.github.bedrockbatch.simulator.SimulatedJob;
import io.github.bedrockbatch.store.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the store of a demo holds before its exporter begins. */
class DemoPastTest {
    private static final Instant START = Instant.parse("2026-11-01T10:07:12.345Z");
    private static final Fleet FLEET = Fleet.demo(START);
    private static final MemoryStore STORE = new MemoryStore();

    @BeforeAll
    static void record() {
        STORE.open();
        DemoPast.record(STORE, FLEET, START);
    }

    @Test
    void hasEveryOutcomeWithAReasonWhereAwsGivesOne() {
        assertThat(transitions().map(Transition::to))
                .contains(Known.COMPLETED, Known.PARTIALLY_COMPLETED, Known.FAILED, Known.STOPPED, Known.EXPIRED);
        assertThat(transitions()
                        .filter(move -> move.to() == Known.FAILED)
                        .map(move -> move.job().message()))
                .contains(
                        "Could not validate GetObject permissions to access S3 bucket",
                        "Customer doesn't have permissions to invokeModel")
                .doesNotContainNull();
    }

    @Test
    void fillsEachOfTheLastTwentyFourHours() {
        Map<Instant, Long> byHour = transitions()
                .collect(Collectors.groupingBy(
                        move -> move.observedAt().truncatedTo(ChronoUnit.HOURS), Collectors.counting()));
        for (int hours = 1; hours <= 24; hours++) {
            assertThat(byHour.getOrDefault(START.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(hours)), 0L))
                    .as("transitions %s hours before", hours)
                    .isBetween(8L, 120L);
        }
    }

    @Test
    void isSeenSoonAfterItHappenedAndBeforeTheStart() {
        assertThat(transitions()).hasSizeBetween(400, 1_500).allSatisfy(move -> {
            assertThat(Duration.between(move.changedAt(), move.observedAt()))
                    .isBetween(Duration.ZERO, Duration.ofSeconds(30));
            assertThat(move.observedAt()).isBeforeOrEqualTo(START);
            assertThat(move.kind()).isEqualTo(TransitionKind.EXPECTED);
        });
    }

    @Test
    void theEntriesAreInTheOrderInWhichTheyWereSeen() {
        assertThat(transitions().map(Transition::observedAt))
                .hasSizeGreaterThan(400)
                .isSortedAccordingTo(Comparator.naturalOrder());
    }

    @Test
    void theTotalsAreThoseOfTheJournal() {
        Map<List<String>, Long> journal = transitions()
                .collect(Collectors.groupingBy(
                        move -> List.of(
                                move.job().arn().region(),
                                move.from().label(),
                                move.to().label()),
                        Collectors.counting()));
        Map<List<String>, Long> counted = all().totals().entrySet().stream()
                .filter(total -> total.getKey().total() == Total.TRANSITIONS && total.getValue() > 0)
                .collect(Collectors.toMap(
                        total -> List.of(
                                total.getKey().target().region(),
                                total.getKey().first(),
                                total.getKey().second()),
                        Map.Entry::getValue));
        assertThat(counted).isEqualTo(journal);
    }

    @Test
    void eachJobThatEndedIsSettledOnceAndItsManifestRead() {
        List<TrackedJob> settled = all().jobs().stream()
                .filter(row -> row.job().endedAt() != null && row.settleDue() == null)
                .toList();
        assertThat(entries()
                        .filter(entry -> entry.event() instanceof Settled)
                        .map(entry -> entry.event().job().arn()))
                .containsExactlyInAnyOrderElementsOf(
                        settled.stream().map(TrackedJob::arn).toList());
        assertThat(entries().filter(entry -> entry.event() instanceof ManifestRead))
                .hasSizeGreaterThan(80);
    }

    @Test
    void whatHasNotEndedIsLeftAsTheExporterFindsItNext() {
        Map<String, String> running = FLEET.jobsUntil(START.minus(Duration.ofMinutes(1))).stream()
                .filter(job -> isActive(JobStatus.of(job.status(START))))
                .collect(Collectors.toMap(SimulatedJob::arn, job -> job.status(START.minusSeconds(31))));
        assertThat(running).hasSizeGreaterThan(4);
        Map<String, String> recorded = all().jobs().stream()
                .filter(row -> isActive(row.job().status()))
                .collect(Collectors.toMap(
                        row -> row.arn().value(), row -> row.job().status().label()));
        assertThat(recorded.keySet()).containsAll(running.keySet());
    }

    @Test
    void oneJobWillNotFinishAtItsRateBeforeItExpires() {
        Duration half = Duration.ofMinutes(30);
        assertThat(running("reindex-archive")).anySatisfy(row -> {
            RecordCounts now = row.job().snapshot().counts();
            long before = FLEET.jobsUntil(START).stream()
                    .filter(job -> job.arn().equals(row.arn().value()))
                    .mapToLong(job -> job.progress(START.minus(half)).processed())
                    .sum();
            long processed = count(now.processed());
            Duration left = Duration.between(START, row.job().snapshot().jobExpirationTime());
            assertThat(row.job().statusChangedAt()).isBefore(START.minus(half));
            assertThat(left).isPositive();
            assertThat(processed).isGreaterThan(before);
            assertThat((double) (count(now.total()) - processed)
                            / (double) (processed - before)
                            * (double) half.toSeconds())
                    .isGreaterThan((double) left.toSeconds());
        });
    }

    @Test
    void oneJobHasWaitedInScheduledForHours() {
        assertThat(running("forecast-demand")).anySatisfy(row -> {
            assertThat(row.job().status()).isEqualTo(Known.SCHEDULED);
            assertThat(row.job().statusChangedAt()).isBefore(START.minus(Duration.ofHours(12)));
        });
    }

    @Test
    void jobsHaveTagsAndModelsAsAwsTellsThem() {
        assertThat(all().jobs()).allSatisfy(row -> {
            assertThat(requireNonNull(row.tags()).values()).containsOnlyKeys("team", "cost-centre");
            assertThat(row.job().snapshot().modelId()).startsWith("arn:aws:bedrock:");
        });
        assertThat(all().jobs().stream()
                        .map(row -> row.job().snapshot().model())
                        .distinct())
                .hasSize(5);
        assertThat(all().jobs().stream().map(row -> row.job().snapshot().modelId()))
                .anyMatch(model -> model.contains(":inference-profile/"))
                .anyMatch(model -> model.contains("::foundation-model/"));
    }

    private static List<TrackedJob> running(String name) {
        return all().jobs().stream()
                .filter(row -> row.job().snapshot().name().startsWith(name))
                .filter(row -> isActive(row.job().status()))
                .toList();
    }

    private static boolean isActive(JobStatus status) {
        return status instanceof Known && !status.isTerminal();
    }

    private static long count(@Nullable Long records) {
        return requireNonNull(records);
    }

    private static Changes all() {
        return STORE.changesSince(0);
    }

    private static Stream<JournalEntry> entries() {
        return STORE.read(0, 10_000).stream();
    }

    private static Stream<Transition> transitions() {
        return entries()
                .flatMap(entry ->
                        entry.event() instanceof Transitioned(Transition move) ? Stream.of(move) : Stream.empty());
    }
}
