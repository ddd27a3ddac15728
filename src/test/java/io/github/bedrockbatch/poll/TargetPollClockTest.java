package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static io.github.bedrockbatch.testing.Examples.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.source.FetchResult.Failed;
import io.github.bedrockbatch.testing.Selecting;
import io.github.bedrockbatch.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Polls while the system clock is wrong, or is set: time goes on by the steady clock alone. */
class TargetPollClockTest extends TargetPollFixture {
    private static final Duration HOURS = Duration.ofHours(2);

    private final SettableClock steady = new SettableClock(NOON);
    private final TargetPoll poll = discovering(new CycleLimits(Duration.ofSeconds(30), steady));

    @Test
    void aClockThatJumpsInTheMiddleOfACycleNeitherEndsItNorCountsAsItsDuration() {
        bedrock.pageSize(1);
        for (int number = 1; number <= 3; number++) {
            bedrock.put(snapshot(number, Known.IN_PROGRESS));
        }
        bedrock.beforeEach(call -> {
            clock.advance(bedrock.callCount() % 2 == 0 ? HOURS : HOURS.negated());
            steady.advance(Duration.ofSeconds(1));
        });
        poll.run();
        assertThat(results).singleElement().satisfies(result -> {
            assertThat(result.outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(result.duration()).isEqualTo(Duration.ofSeconds(3));
        });
        assertThat(stored(3)).isNotNull();
    }

    @Test
    void aTargetThatDeniedIsAskedAgainInTimeThoughTheClockWasSetBack() {
        bedrock.denyList(true);
        poll.run();
        bedrock.denyList(false);
        clock.advance(HOURS.negated());
        steady.advance(Duration.ofMinutes(10));
        poll.run();
        assertThat(outcomes()).containsExactly(Outcome.ERROR, Outcome.SUCCESS);
    }

    @Test
    void aSuccessInTheFutureIsSetRightByTheNextPollThatSucceeds() {
        clock.advance(HOURS);
        poll.run();
        clock.advance(HOURS.negated());
        poll.run();
        assertThat(lastSuccess()).isEqualTo(NOON);
    }

    @Test
    void aSuccessInTheFutureIsSetRightByAPollThatFailsAndNotMovedByTheNext() {
        clock.advance(HOURS);
        poll.run();
        clock.advance(HOURS.negated());
        bedrock.answerList(new Failed<>("InternalServerException", "down"));
        poll.run();
        assertThat(lastSuccess()).isEqualTo(NOON);
        clock.advance(Duration.ofSeconds(30));
        poll.run();
        assertThat(lastSuccess()).isEqualTo(NOON);
    }

    @Test
    void aFailureOfAMomentAgoIsTToldThoughOurClockMakesItOld() {
        bedrock.put(snapshot(1, Known.FAILED));
        clock.advance(HOURS);
        bedrock.serverClock(() -> NOON);
        poll.run();
        assertThat(moves()).containsExactly("Submitted>Failed");
    }

    @Test
    void aClockThatIsAheadMakesNoCountsFinalTooEarly() {
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        bedrock.serverClock(steady);
        clock.advance(HOURS);
        poll.run();
        bedrock.put(job(1, Known.COMPLETED, NOON.minusSeconds(600), NOON));
        poll.run();
        advance(Duration.ofSeconds(90));
        poll.run();
        assertThat(settled()).isEmpty();
        advance(Duration.ofSeconds(40));
        poll.run();
        assertThat(settled()).hasSize(1);
    }

    @Test
    void aServiceWhoseClockIsYearsBehindMakesNoOldEndATransition() {
        bedrock.put(job(1, Known.FAILED, NOON.minus(Duration.ofDays(3)), NOON.minus(Duration.ofDays(2))));
        bedrock.serverClock(() -> Instant.parse("2001-01-01T00:00:00Z"));
        poll.run();
        assertThat(stored(1)).isNotNull();
        assertThat(moves()).isEmpty();
    }

    @Test
    void aWalkThatBeganInAwssFutureIsMadeAgain() {
        TargetPoll narrow = discovering(Selecting.everything(Duration.ofHours(1)));
        bedrock.put(job(1, Known.IN_PROGRESS, NOON.minus(Duration.ofMinutes(30)), NOON.minusSeconds(60)));
        bedrock.serverClock(() -> NOON);
        clock.advance(HOURS);
        narrow.run();
        assertThat(stored(1)).isNull();
        clock.advance(HOURS.negated());
        narrow.run();
        assertThat(stored(1)).isNotNull();
    }

    @Test
    void anAbsentJobIsAskedForAgainThoughAClockAheadHasPutItOff() {
        Instant ahead = NOON.plus(HOURS);
        LookupStatus gone = LookupStatus.notFound(arn(1), null, ahead.minus(Duration.ofHours(1)));
        LookupStatus putOff = LookupStatus.notFound(arn(1), gone, ahead);
        assertThat(putOff.isDue(ahead)).isFalse();
        assertThat(putOff.isDue(ahead.plus(Duration.ofMinutes(6)))).isTrue();
        assertThat(putOff.isDue(NOON)).isTrue();
    }

    private void advance(Duration duration) {
        clock.advance(duration);
        steady.advance(duration);
    }

    private @Nullable Instant lastSuccess() {
        return store.changesSince(0).lastSuccess().get(TARGET);
    }
}
