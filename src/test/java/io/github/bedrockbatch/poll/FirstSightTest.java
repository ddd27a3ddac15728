package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static io.github.bedrockbatch.testing.Examples.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.OutputDataConfig;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.ManifestState.Awaited;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.JobPage;
import io.github.bedrockbatch.testing.Selecting;
import io.github.bedrockbatch.testing.Stored;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is told, and awaited, of a job at its first sight. */
class FirstSightTest extends TargetPollFixture {
    private static final Duration DAY = Duration.ofHours(24);

    @ParameterizedTest
    @CsvSource({"PT23H, true", "PT25H, false"})
    void aConfiguredJobIsToldOfIfItChangedWithinItsHorizon(Duration ago, boolean told) {
        bedrock.put(job(1, Known.FAILED, NOON.minus(DAY.multipliedBy(2)), NOON.minus(ago)));
        cycle(configured(1));

        assertThat(moves()).hasSize(told ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "9, false"})
    void onlyASelectorThatSelectsAJobWidensItsHorizon(int selected, boolean told) {
        bedrock.put(job(1, Known.FAILED, NOON.minus(DAY), NOON.minus(Duration.ofMinutes(30))));
        Watches watches =
                new Watches(Set.of(arn(1)), List.of(Selecting.named("job-" + selected)), Duration.ofMinutes(10), false);
        cycle(poll(watches, bedrock, store));

        assertThat(moves()).hasSize(told ? 1 : 0);
    }

    @Test
    void ofAJobThatAPageShowsTwiceTheNewerAnswerIsTaken() {
        JobSnapshot newer = job(1, Known.IN_PROGRESS, NOON.minusSeconds(60), NOON.minusSeconds(10));
        JobSnapshot older = job(1, Known.SCHEDULED, NOON.minusSeconds(60), NOON.minusSeconds(20));
        bedrock.answerList(new Found<>(new JobPage(List.of(newer, older), 0, null), NOON));
        cycle(discovering(EVERYTHING));

        assertThat(moves()).containsExactly("Submitted>InProgress");
        assertThat(results.getLast().stale()).isZero();
    }

    @Test
    void theManifestOfAJobThatHasEndedIsAwaited() {
        see(Known.COMPLETED, true, true);
        assertThat(manifest()).isEqualTo(new Awaited(NOON, 0));

        bedrock.put(ended(Known.FAILED, true).toBuilder().lastModifiedTime(NOON).build());
        discoveringToo().run();
        assertThat(moves()).hasSize(2);
        assertThat(manifest()).as("when the job moves on after its end").isEqualTo(new Awaited(NOON, 0));
    }

    @ParameterizedTest
    @CsvSource({"Completed, true, false", "Completed, false, true", "InProgress, true, true"})
    void noManifestIsAwaitedThatIsNotWantedOrCannotBe(String status, boolean output, boolean wanted) {
        see(Known.valueOf(status.equals("InProgress") ? "IN_PROGRESS" : "COMPLETED"), output, wanted);

        assertThat(moves()).hasSize(1);
        assertThat(manifest()).isNull();
    }

    @Test
    void noManifestIsAwaitedOfAJobThatWasSettledBefore() {
        see(Known.COMPLETED, false, true);
        clock.advance(Duration.ofMinutes(3));
        cycle(watching(true));
        assertThat(settled()).hasSize(1);
        bedrock.put(ended(Known.FAILED, true).toBuilder().lastModifiedTime(NOON).build());
        discoveringToo().run();

        assertThat(moves()).hasSize(2);
        assertThat(manifest()).isNull();
    }

    private void see(Known status, boolean output, boolean wanted) {
        bedrock.put(ended(status, output));
        cycle(watching(wanted));
    }

    private TargetPoll watching(boolean manifests) {
        return poll(new Watches(Set.of(arn(1)), List.of(), DAY, manifests), bedrock, store);
    }

    private TargetPoll discoveringToo() {
        return poll(new Watches(Set.of(arn(1)), List.of(EVERYTHING), DAY, true), bedrock, store);
    }

    private static JobSnapshot ended(Known status, boolean output) {
        return job(1, status, NOON.minusSeconds(600), NOON.minusSeconds(10)).toBuilder()
                .outputDataConfig(output ? new OutputDataConfig("s3://out", null, null) : null)
                .build();
    }

    private @Nullable ManifestState manifest() {
        return Stored.jobs(store, TARGET).values().iterator().next().manifest();
    }
}
