package io.github.bedrockbatch.metrics;

import static io.github.bedrockbatch.testing.JobRows.SUBMIT;
import static io.github.bedrockbatch.testing.JobRows.TARGET;
import static io.github.bedrockbatch.testing.JobRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.testing.FakeStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which jobs are shown when there are more than there may be. */
final class MaxJobsTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String DROPPED =
            "bedrock_batch_exporter_jobs_dropped{account_id=\"123456789012\",region=\"us-east-1\"} ";

    private final FakeStore store = new FakeStore();
    private final Instant now = SUBMIT.plusSeconds(100);

    @ParameterizedTest
    @CsvSource({
        "9, old-end new-end old-word new-word running, 0",
        "5, old-end new-end old-word new-word running, 0",
        "4, new-end old-word new-word running, 1",
        "3, old-word new-word running, 2",
        "2, new-word running, 3",
        "1, running, 4",
    })
    void leavesOutFinishedJobsThenThoseInUnknownStatusesOldestFirst(int maxJobs, String shown, int dropped) {
        store.put(row("new-end", "Stopped", MINUTE)).put(row("old-end", "Failed", Duration.ofSeconds(30)));
        store.put(row("running", "InProgress", Duration.ZERO));
        store.put(row("old-word", "Pondering", Duration.ofSeconds(10)));
        store.put(row("new-word", "Pondering", Duration.ofSeconds(20)));

        String text = text(limitedTo(maxJobs));

        assertThat(ids(text)).containsExactlyInAnyOrder(shown.split(" ", -1));
        assertThat(text).contains(DROPPED + dropped + ".0");
    }

    @Test
    void keepsAllActiveJobsHoweverManyTheyAre() {
        store.put(row("a", "InProgress", MINUTE))
                .put(row("b", "Submitted", MINUTE))
                .put(row("c", "Stopped", MINUTE));

        String text = text(limitedTo(1));

        assertThat(ids(text)).containsExactlyInAnyOrder("a", "b");
        assertThat(text).contains(DROPPED + "1.0");
    }

    @Test
    void showsTheSameJobsWhateverItShowedBefore() {
        ShownJobs metrics = limitedTo(2);
        store.put(row("end", "Stopped", MINUTE)).put(row("word", "Pondering", MINUTE));
        store.put(row("running", "InProgress", MINUTE));
        assertThat(ids(text(metrics))).containsExactlyInAnyOrder("running", "word");
        store.put(row("word", "Failed", Duration.ofSeconds(30)));
        metrics.refresh();

        assertThat(ids(Exposed.text(metrics)))
                .containsExactlyInAnyOrder("running", "end")
                .containsExactlyInAnyOrderElementsOf(ids(text(limitedTo(2))));
        assertThat(Exposed.text(metrics)).contains(DROPPED + "1.0");
    }

    @Test
    void givesNoPlaceToJobsThatAreNotWatched() {
        store.put(row("a", "Stopped", MINUTE)).put(row("b", "Stopped", MINUTE.plusSeconds(1)));
        ShownJobs metrics = limitedTo(1);
        metrics.show(arn -> arn.jobId().equals("a"));

        String text = text(metrics);

        assertThat(ids(text)).containsExactly("a");
        assertThat(text).contains(DROPPED + "0.0");
    }

    private ShownJobs limitedTo(int maxJobs) {
        ShownJobs metrics = new ShownJobs(store, () -> now, Duration.ofHours(1), maxJobs, true);
        metrics.targets(List.of(TARGET));
        return metrics;
    }

    /** The ids of the jobs that are shown. */
    private static List<String> ids(String text) {
        return Exposed.samples(text, "bedrock_batch_job_info").stream()
                .map(sample -> sample.replaceFirst(".*job_id=\"([^\"]*)\".*", "$1"))
                .toList();
    }

    private static String text(ShownJobs metrics) {
        metrics.refresh();
        return Exposed.text(metrics);
    }
}
