package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static io.github.bedrockbatch.testing.Examples.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobStatus.Known;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Which changes of jobs are news once their tags make them watched ones. */
class TagHistoryTest extends TaggedPollFixture {
    private static final Duration DAY = Duration.ofDays(1);

    @Test
    void whatEndedBeforeTagsWereFirstAllowedIsNoNews() {
        TargetPoll poll = selecting(SEARCH);
        tags.answer(DENIED);
        ended(1, NOON.minus(DAY.multipliedBy(5)));
        ended(2, NOON.minus(DAY));
        bedrock.put(job(3, Known.IN_PROGRESS, NOON.minus(DAY), NOON.minus(Duration.ofHours(3))));
        for (int number = 1; number <= 3; number++) {
            tags.put(arn(number), SEARCH);
        }
        cycles(poll, 130);
        tags.answer(null);
        cycles(poll, 21);
        assertThat(watched()).containsExactly(arn(1), arn(2), arn(3));
        assertThat(moves()).isEmpty();

        bedrock.put(job(3, Known.COMPLETED, NOON.minus(DAY), clock.instant()));
        cycles(poll, 1);
        assertThat(moves()).containsExactly("InProgress>Completed");
    }

    @Test
    void whatHappensWhileTagsAreDeniedLaterIsNews() {
        TargetPoll poll = selecting(SEARCH);
        cycles(poll, 1);
        tags.answer(DENIED);
        tags.put(arn(1), SEARCH);
        Instant submitted = clock.instant();
        bedrock.put(job(1, Known.SUBMITTED, submitted, submitted));
        cycles(poll, 120);
        bedrock.put(job(1, Known.COMPLETED, submitted, clock.instant()));
        cycles(poll, 400);
        tags.answer(null);
        cycles(poll, 21);

        assertThat(moves()).singleElement().asString().endsWith(">Completed");
    }

    /** An old job is judged once, although a running one makes walks go back to it. */
    @Test
    void anOldJobWithoutTagsMakesNoHistoryNews() {
        TargetPoll poll = selecting(SEARCH);
        ended(1, NOON.minus(DAY.multipliedBy(5)));
        ended(2, NOON.minus(DAY.multipliedBy(3)));
        bedrock.put(job(3, Known.IN_PROGRESS, NOON.minus(DAY.multipliedBy(6)), NOON.minus(DAY.multipliedBy(6))));
        tags.put(arn(3), SEARCH);
        cycles(poll, 1);
        tags.put(arn(2), SEARCH);
        cycles(poll, 12);

        assertThat(watched()).containsExactly(arn(3));
        assertThat(moves()).isEmpty();
    }

    private void ended(int number, Instant at) {
        bedrock.put(job(number, Known.COMPLETED, at.minusSeconds(3600), at));
    }

    private void cycles(TargetPoll poll, int count) {
        for (int cycle = 0; cycle < count; cycle++) {
            cycle(poll);
        }
    }
}
