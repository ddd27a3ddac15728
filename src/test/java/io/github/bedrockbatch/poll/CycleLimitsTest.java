package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.arn;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.journal.JobStore.Retention;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.journal.PollIntervals;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.FetchResult.Failed;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.JobPage;
import io.github.bedrockbatch.source.JobSource;
import io.github.bedrockbatch.testing.FakeTagSource;
import io.github.bedrockbatch.testing.Hinted;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a cycle or a look takes where each answer comes at the last moment. */
class CycleLimitsTest extends TargetPollFixture {
    private static final Watches ALL = new Watches(Set.of(), List.of(EVERYTHING), Duration.ofHours(24), false);

    private final JobSource slow = new JobSource() {
        @Override
        public FetchResult<JobPage> list(Instant submitTimeAfter, @Nullable String nextToken, Duration timeout) {
            clock.advance(timeout);
            return new Found<>(
                    new JobPage(
                            List.of(
                                    snapshot(1, Known.COMPLETED),
                                    snapshot(2, Known.FAILED),
                                    snapshot(3, Known.IN_PROGRESS)),
                            0,
                            null),
                    clock.instant());
        }

        @Override
        public FetchResult<JobSnapshot> get(JobArn arn, Duration timeout) {
            clock.advance(timeout);
            return new Failed<>("Timeout", "no answer");
        }
    };

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 30, 60})
    void noTurnTakesLongerThanTheMaximum(int seconds) {
        Duration interval = Duration.ofSeconds(seconds);
        TargetPoll poll = new TargetPoll(
                TARGET,
                () -> ALL,
                slow,
                new FakeTagSource(),
                new TagMemory(),
                store,
                clock,
                new CycleLimits(interval, clock),
                LeaseHolder.ofSoleProcess(clock),
                List.of(results::add));
        poll.run();
        clock.advance(Duration.ofMinutes(3));
        Instant start = clock.instant();
        poll.run();
        assertBounded(start, interval);

        store.prune(new Retention(Instant.MAX, Instant.MIN, Instant.MAX, Set.of()), 10);
        start = clock.instant();
        poll.look(new HintedJobs(Map.of(arn(3), Set.of(Known.COMPLETED), arn(4), Set.of())));
        assertBounded(start, interval);

        start = clock.instant();
        poll.look(Hinted.jobs(List.of(arn(3))));
        assertThat(Duration.between(start, clock.instant())).isEqualTo(Duration.ofSeconds(20));
        assertThat(results).hasSize(3);
    }

    /** A queue shows a message again after a time that does not know of intervals. */
    @ParameterizedTest
    @ValueSource(ints = {30, 60, 3600})
    void aLookWaitsNoLongerThanCyclesOfAMinuteTake(int idle) {
        Duration interval = Duration.ofSeconds(idle);
        PollIntervals intervals = new PollIntervals(
                Duration.ofSeconds(30), Duration.ofSeconds(30), interval, PollIntervals.Activity.IDLE);
        Duration shorter = Duration.ofSeconds(Math.min(60, idle));

        assertThat(CycleLimits.maxLookWait(intervals)).isEqualTo(CycleLimits.maxCycle(shorter));
    }

    private void assertBounded(Instant start, Duration interval) {
        assertThat(Duration.between(start, clock.instant()))
                .isGreaterThan(Duration.ofSeconds(60))
                .isLessThanOrEqualTo(CycleLimits.maxCycle(interval));
    }
}
