package io.github.bedrockbatch.store;

import static io.github.bedrockbatch.store.Rows.EAST;
import static io.github.bedrockbatch.store.Rows.WEST;
import static io.github.bedrockbatch.store.Rows.arn;
import static io.github.bedrockbatch.store.Rows.completed;
import static io.github.bedrockbatch.store.Rows.cycle;
import static io.github.bedrockbatch.store.Rows.manifestRead;
import static io.github.bedrockbatch.store.Rows.settled;
import static io.github.bedrockbatch.store.Rows.sum;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.job.TransitionKind;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import io.github.bedrockbatch.journal.Recording;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.journal.Total;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How every store bounds its totals. */
abstract class TotalsContract extends StoreFixture {
    @Test
    void aSumThatIsTooLargeStaysTheLargestInOneRecordingAndOverSeveral() {
        Total.Key millis = new Total.Key(Total.DURATION_MILLIS, EAST, "nova", "Failed", "");
        store.record(cycle(endless(1), endless(2)));
        assertThat(store.changesSince(0).totals()).containsEntry(millis, Long.MAX_VALUE);

        store.record(cycle(endless(3)));
        store.record(cycle(endless(4)));

        assertThat(store.changesSince(0).totals()).isEqualTo(sum(store)).containsEntry(millis, Long.MAX_VALUE);
        assertThat(store.changesSince(0).badTotals()).isEmpty();
    }

    @Test
    void sumsOfSeveralRecordingsDoNotWrapAround() {
        Total.Key millis = new Total.Key(Total.DURATION_MILLIS, EAST, "nova", "Failed", "");
        store.record(cycle(endless(1)));
        assertThat(store.changesSince(0).totals().get(millis)).isLessThan(Long.MAX_VALUE);

        store.record(cycle(endless(2)));

        assertThat(store.changesSince(0).totals()).containsEntry(millis, Long.MAX_VALUE);
    }

    @Test
    void atMost200ModelsOfATargetHaveTotalsOfTheirOwn() {
        RecordCounts counts = new RecordCounts(5L, 5L, 3L, 2L);
        for (int i = 1; i <= 199; i++) {
            store.record(cycle(settled(i, "model-" + i, counts)));
        }

        store.record(cycle(
                settled(200, "model-200", counts),
                settled(201, "model-201", counts),
                settled(202, "model-202", counts),
                settled(203, "model-1", counts)));
        store.record(cycle(settled(204, "model-203", counts), settled(205, "model-200", counts)));

        Map<Total.Key, Long> totals = store.changesSince(0).totals();
        assertThat(totals.keySet().stream()
                        .filter(key -> key.total() == Total.RECORDS)
                        .map(Total.Key::model)
                        .distinct())
                .hasSize(201)
                .doesNotContain("model-201", "model-202", "model-203");
        assertThat(totals)
                .containsEntry(new Total.Key(Total.RECORDS, EAST, "model-1", "success", ""), 6L)
                .containsEntry(new Total.Key(Total.RECORDS, EAST, "model-200", "success", ""), 6L)
                .containsEntry(new Total.Key(Total.RECORDS, EAST, "other", "success", ""), 9L)
                .containsEntry(new Total.Key(Total.RECORDS, EAST, "other", "error", ""), 6L);
    }

    @Test
    void modelsAreFoldedOfEachTargetByItself() {
        RecordCounts counts = new RecordCounts(1L, 1L, 1L, 0L);
        store.record(cycle(IntStream.rangeClosed(1, 201)
                .mapToObj(i -> settled(i, "model-" + i, counts))
                .toArray(JobWrite[]::new)));

        store.record(
                new Recording(WEST, List.of(settled(arn(WEST, 1), "model-201", counts)), List.of(), List.of(), null));

        assertThat(store.changesSince(0).totals())
                .containsEntry(new Total.Key(Total.RECORDS, EAST, "other", "success", ""), 1L)
                .containsEntry(new Total.Key(Total.RECORDS, WEST, "model-201", "success", ""), 1L)
                .doesNotContainKey(new Total.Key(Total.RECORDS, WEST, "other", "success", ""));
    }

    @Test
    void recordsAndTokensShareTheModels() {
        RecordCounts counts = new RecordCounts(1L, 1L, 1L, 0L);
        store.record(cycle(IntStream.rangeClosed(1, 200)
                .mapToObj(i -> settled(i, "model-" + i, counts))
                .toArray(JobWrite[]::new)));

        store.record(cycle(new JobWrite(completed(201).row(), List.of(manifestRead(201, 120, 45)))));

        assertThat(store.changesSince(0).totals())
                .containsEntry(new Total.Key(Total.TOKENS, EAST, "other", "input", ""), 120L)
                .doesNotContainKey(new Total.Key(Total.TOKENS, EAST, "anthropic.claude", "input", ""));
    }

    @Test
    void aModelIsCountedFromTheFirstSightOfAJobThatHasNotEnded() {
        long head = store.record(cycle(running(1, "nova"), settled(2, "titan", RecordCounts.NONE)))
                .head();
        assertThat(store.changesSince(0).totals()).isEqualTo(Map.of(queued(EAST, "nova"), 0L));

        store.record(cycle(Rows.running(3)));
        assertThat(store.changesSince(head).totals())
                .containsEntry(queued(EAST, "anthropic.claude"), 60_000L)
                .doesNotContainKey(queued(EAST, "nova"));
    }

    @Test
    void aModelBeyondTheLastIsOtherFromItsFirstSight() {
        store.record(cycle(IntStream.rangeClosed(1, 200)
                .mapToObj(i -> running(i, "model-" + i))
                .toArray(JobWrite[]::new)));

        store.record(cycle(running(201, "model-201"), settled(202, "model-202", new RecordCounts(1L, 1L, 1L, 0L))));

        assertThat(store.changesSince(0).totals())
                .hasSize(203)
                .containsEntry(queued(EAST, "model-200"), 0L)
                .containsEntry(queued(EAST, "other"), 0L)
                .containsEntry(new Total.Key(Total.RECORDS, EAST, "other", "success", ""), 1L);
    }

    /** A running job's first row, which is a baseline. */
    private static JobWrite running(int number, String modelId) {
        JobSnapshot job = Rows.snapshot(arn(number), Known.IN_PROGRESS, Rows.T0).toBuilder()
                .modelId(modelId)
                .build();
        return new JobWrite(Rows.row(new Job(job, Rows.T0, Rows.T0, true, null), null, 0), List.of());
    }

    private static Total.Key queued(Target target, String model) {
        return new Total.Key(Total.QUEUE_MILLIS, target, model, "", "");
    }

    /** A failure after two hundred million years, of which two are too many milliseconds for a long. */
    private static JobWrite endless(int number) {
        Instant first = Instant.parse("-100000000-01-01T00:00:00Z");
        Instant last = Instant.parse("+100000000-01-01T00:00:00Z");
        JobSnapshot job = JobSnapshot.builder(arn(number), Known.FAILED, first)
                .modelId("nova")
                .lastModifiedTime(last)
                .build();
        Transition transition =
                new Transition(job, Known.IN_PROGRESS, Known.FAILED, TransitionKind.EXPECTED, first, last, last);
        return new JobWrite(completed(number).row(), List.of(new Transitioned(transition)));
    }
}
