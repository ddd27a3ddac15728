package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.arn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import io.github.bedrockbatch.testing.FakeLeases;
import io.github.bedrockbatch.testing.FakeTagSource;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A target that two processes poll. */
final class SharedTargetTest extends TargetPollFixture {
    private final FakeLeases leases = new FakeLeases(clock);
    private final TargetPoll one = poll("one");
    private final TargetPoll other = poll("other");

    private TargetPoll poll(String process) {
        Watches watches = new Watches(Set.of(), List.of(EVERYTHING), Duration.ofHours(24), false);
        return new TargetPoll(
                TARGET,
                () -> watches,
                bedrock,
                new FakeTagSource(),
                new TagMemory(),
                store,
                clock,
                new CycleLimits(Duration.ofSeconds(30), clock),
                new LeaseHolder(leases, process, clock),
                List.of(results::add));
    }

    @Test
    void oneOfTwoPollsThatComeAtOnceIsMade() {
        cycle(one);
        cycle(other);
        assertThat(bedrock.callCount()).isEqualTo(2);

        one.run();
        other.run();

        assertThat(bedrock.callCount())
                .as("the second comes too soon after the first")
                .isEqualTo(3);
    }

    @Test
    void aProcessThatLostItsLeaseMakesNoFurtherCallAndRecordsNothing() {
        bedrock.pageSize(1);
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        bedrock.put(snapshot(2, Known.IN_PROGRESS));
        bedrock.beforeEach(call -> leases.passOn(TARGET.name(), "other"));

        one.run();

        assertThat(bedrock.callCount()).as("the call that was under way").isEqualTo(1);
        assertThat(stored(1)).isNull();
        assertThat(results).isEmpty();
    }

    @Test
    void theOtherRemembersADenial() {
        bedrock.denyList(true);
        cycle(one);
        assertThat(outcomes()).containsExactly(Outcome.ERROR);
        bedrock.denyList(false);
        int calls = bedrock.callCount();

        clock.advance(Duration.ofSeconds(-15));
        other.run();
        assertThat(bedrock.callCount()).as("within the pause").isEqualTo(calls);

        clock.advance(Duration.ofMinutes(10));
        other.run();
        assertThat(outcomes()).containsExactly(Outcome.ERROR, Outcome.SUCCESS);
    }

    @Test
    void aLookAtHintedJobsIsNoPollAndPutsNoneOff() {
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        cycle(one);
        clock.advance(Duration.ofSeconds(5));
        other.look(new HintedJobs(Map.of(arn(1), Set.of(Known.COMPLETED))));
        int polls = results.size();

        one.run();

        assertThat(results).hasSize(polls + 1);
    }

    /** A queue gives each of the two processes some of the messages. */
    @Test
    void aBurstOfHintsThatBothReceiveCostsAWalkEach() {
        Map<JobArn, Set<JobStatus>> odd = new HashMap<>();
        Map<JobArn, Set<JobStatus>> even = new HashMap<>();
        for (int number = 1; number <= 60; number++) {
            bedrock.put(snapshot(number, Known.IN_PROGRESS));
            (number % 2 == 0 ? even : odd).put(arn(number), Set.of(Known.IN_PROGRESS));
        }

        HintResult looked = one.look(new HintedJobs(odd));
        HintResult lookedToo = other.look(new HintedJobs(even));

        assertThat(looked.outcomes()).hasSize(30).containsOnlyKeys(odd.keySet());
        assertThat(lookedToo.outcomes().values()).containsOnly(HintOutcome.RECORDED);
        assertThat(bedrock.takeCalls().stream().filter(call -> call.equals("List")))
                .hasSize(2);
        assertThat(transitions()).hasSize(60);
    }

    @Test
    void withoutTheDatabaseNobodyIsAskedAndThePollHasFailed() {
        leases.away(true);

        assertThatThrownBy(one::run).isInstanceOf(StoreException.class);

        assertThat(bedrock.callCount()).isZero();
        assertThat(outcomes()).containsExactly(Outcome.ERROR);
        leases.away(false);
        one.run();
        assertThat(outcomes()).containsExactly(Outcome.ERROR, Outcome.SUCCESS);
    }
}
