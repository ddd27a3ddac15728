package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.arn;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.source.FetchResult.Failed;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a cycle has no time to ask for is no failure of AWS, and is asked for where there is more time. */
class TagTimeTest extends TaggedPollFixture {
    @Test
    void moreJobsThanTheFirstWaitHasTimeForAreDecidedInOneCycle() {
        IntStream.rangeClosed(1, 1_500).forEach(number -> {
            bedrock.put(snapshot(number, Known.IN_PROGRESS));
            tags.put(arn(number), number % 2 == 0 ? SEARCH : Map.of("team", "sales"));
        });
        tags.spaced(clock, Duration.ofMillis(200));
        tags.takes(clock, Duration.ofMillis(100));
        cycle(selecting(SEARCH));

        assertThat(watched()).hasSize(750);
        assertThat(outcomes()).containsExactly(Outcome.SUCCESS);
        assertThat(told).containsExactly("");
    }

    /** List has had the turn before. */
    @Test
    void atALowRateJobsAreDecidedAndLabelled() {
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        tags.put(arn(1), SEARCH);
        tags.spaced(clock, Duration.ofSeconds(2));
        tags.takes(clock, Duration.ofMillis(100));
        cycle(selecting(SEARCH));
        assertThat(watched()).containsExactly(arn(1));

        bedrock.put(snapshot(2, Known.IN_PROGRESS));
        tags.put(arn(2), SEARCH);
        tags.spaced(clock, Duration.ofSeconds(4));
        cycle(labelling());
        assertThat(tags(2)).isEqualTo(new JobTags(SEARCH));
        assertThat(outcomes()).containsExactly(Outcome.SUCCESS, Outcome.SUCCESS);
        assertThat(told).containsOnly("");
    }

    @Test
    void aSlowAnswerDecidesAJobInTheSameCycle() {
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        tags.put(arn(1), SEARCH);
        tags.takes(clock, Duration.ofSeconds(3));
        cycle(selecting(SEARCH));

        assertThat(watched()).containsExactly(arn(1));
        assertThat(outcomes()).containsExactly(Outcome.SUCCESS);
        assertThat(told).containsExactly("");
    }

    @Test
    void moreActiveJobsThanOneCycleAsksForAreNoTrouble() {
        TargetPoll poll = labelling();
        IntStream.rangeClosed(1, 3_500).forEach(number -> {
            bedrock.put(snapshot(number, Known.IN_PROGRESS));
            tags.put(arn(number), SEARCH);
        });
        tags.spaced(clock, Duration.ofMillis(200));
        tags.takes(clock, Duration.ofMillis(150));
        cycle(poll);
        cycle(poll);
        assertThat(IntStream.rangeClosed(1, 3_500).mapToObj(this::tags)).doesNotContainNull();

        clock.advance(Duration.ofHours(1));
        cycle(poll);
        cycle(poll);
        assertThat(told).hasSize(3).containsOnly("");
    }

    /** It had time enough. */
    @Test
    void noAnswerForLongIsAFailure() {
        TargetPoll poll = labelling();
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        tags.takes(clock, Duration.ofHours(1));
        cycle(poll);
        cycle(poll);

        assertThat(told).first().isEqualTo("GetResources: Timeout: no answer in time");
    }

    @Test
    void theEndOfTheProgramIsNoFailure() {
        IntStream.rangeClosed(1, 150).forEach(number -> bedrock.put(snapshot(number, Known.IN_PROGRESS)));
        AtomicInteger questions = new AtomicInteger();
        tags.beforeEach(() -> {
            if (questions.incrementAndGet() == 2) {
                Thread.currentThread().interrupt();
                tags.answer(new Failed<>("Other", "interrupted"));
            }
        });
        labelling().run();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(told).isEmpty();
    }
}
