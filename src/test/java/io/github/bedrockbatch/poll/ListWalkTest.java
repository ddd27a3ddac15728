package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.JobPage;
import io.github.bedrockbatch.source.JobSource;
import io.github.bedrockbatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A walk over pages without end, each with a token that was not there before. */
final class ListWalkTest {
    private static final int PAGE = 1000;

    @ParameterizedTest
    @CsvSource({"1000, 0, 3", "0, 1000, 3", "500, 500, 3", "100, 0, 25"})
    void endsAtAMaximumOfJobs(int valid, int invalid, int pages) {
        ListWalk walk = new ListWalk(
                endless(valid, invalid), NOON, Deadline.in(new SettableClock(NOON), Duration.ofSeconds(60)), 2500);

        ListWalk.Result result = walk.run();

        assertThat(result.pages()).isEqualTo(pages);
        assertThat(result.jobs()).hasSize(valid * pages);
        assertThat(result.denied()).isFalse();
        assertThat(result.failure())
                .isEqualTo("stopped after 2500 jobs, the maximum with this heap: "
                        + "lower discovery.submitted_within or give the process more memory");
    }

    @Test
    void endsWhenItsTimeIsOver() {
        SettableClock clock = new SettableClock(NOON);
        Deadline deadline = Deadline.in(clock, Duration.ofSeconds(60));
        clock.advance(Duration.ofSeconds(61));

        ListWalk.Result result = new ListWalk(endless(1, 0), NOON, deadline, 10).run();

        assertThat(result.pages()).isZero();
        assertThat(result.failure()).isEqualTo("the poll ran out of time before the last page of List");
    }

    private static JobSource endless(int valid, int invalid) {
        List<JobSnapshot> jobs =
                Collections.nCopies(PAGE, job(1, Known.VALIDATING, NOON, NOON)).subList(0, valid);
        return new JobSource() {
            private int token;

            @Override
            public FetchResult<JobPage> list(Instant submitTimeAfter, @Nullable String nextToken, Duration timeout) {
                return new Found<>(new JobPage(jobs, invalid, "token-" + token++), NOON);
            }

            @Override
            public FetchResult<JobSnapshot> get(JobArn arn, Duration timeout) {
                throw new AssertionError(arn);
            }
        };
    }
}
