package io.github.bedrockbatch.report;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static io.github.bedrockbatch.testing.Examples.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.poll.CycleLimits;
import io.github.bedrockbatch.poll.CycleResult;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.poll.TagMemory;
import io.github.bedrockbatch.poll.TargetPoll;
import io.github.bedrockbatch.source.FetchResult.Failed;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.JobPage;
import io.github.bedrockbatch.store.MemoryStore;
import io.github.bedrockbatch.testing.Examples;
import io.github.bedrockbatch.testing.FakeJobSource;
import io.github.bedrockbatch.testing.FakeTagSource;
import io.github.bedrockbatch.testing.LogLines;
import io.github.bedrockbatch.testing.SettableClock;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is said of polls: a trouble once, and nothing of what the program's end interrupts. */
class RunLogTest {
    private static final Target TARGET = new Target("123456789012", "us-east-1");

    @RegisterExtension
    final LogLines lines = new LogLines(RunLog.class.getName());

    private final SettableClock clock = new SettableClock(Examples.NOON);
    private final RunLog log = new RunLog(clock);

    @Test
    void saysATroubleOnceAndItsEnd() {
        log.ended(result(Outcome.ERROR, "denied"));
        log.ended(result(Outcome.PARTIAL, "denied"));
        log.ended(result(Outcome.SUCCESS, ""));

        assertThat(lines.list())
                .containsExactly(
                        "[WARN] poll of " + TARGET.name() + ": denied",
                        "[INFO] poll of " + TARGET.name() + ": recovered");
    }

    @Test
    void jobsThatFailAlikeAreOneTroubleHoweverTheyRotateAndHoweverManyTheyAre() {
        SettableClock clock = new SettableClock(NOON);
        FakeJobSource bedrock = new FakeJobSource(clock);
        Failed<JobSnapshot> failed = new Failed<>("Timeout", "no answer");
        bedrock.answerList(new Found<>(new JobPage(List.of(), 0, null), NOON));
        bedrock.answerGet(failed);
        Set<JobArn> named =
                IntStream.rangeClosed(1, 5).mapToObj(number -> arn(number)).collect(Collectors.toSet());
        TargetPoll poll = new TargetPoll(
                TARGET,
                () -> new Watches(named, List.of(), Duration.ofHours(1), false),
                bedrock,
                new FakeTagSource(),
                new TagMemory(),
                new MemoryStore(),
                clock,
                new CycleLimits(Duration.ofSeconds(30), clock),
                LeaseHolder.ofSoleProcess(clock),
                List.of(log));
        for (int cycle = 0; cycle < 15; cycle++) {
            poll.run();
            clock.advance(Duration.ofSeconds(30));
            bedrock.put(job(1, Known.IN_PROGRESS, NOON, NOON));
            boolean isOneSeen = cycle % 2 == 0;
            bedrock.beforeEach(call -> bedrock.answerGet(isOneSeen && call.endsWith("1") ? null : failed));
        }

        assertThat(lines.list())
                .containsExactly("[WARN] poll of " + TARGET.name() + ": " + arn(1) + " and 4 more: Timeout: no answer");
        bedrock.beforeEach(call -> bedrock.answerGet(new Failed<>("Other", "broken")));
        poll.run();
        assertThat(lines.list()).as("another cause").hasSize(2);
    }

    /** Polling goes on without tags. */
    @Test
    void warnsOnceThatTagsCannotBeRead() {
        log.tagsAsked(TARGET, Optional.of("GetResources: AccessDeniedException: not allowed"));
        log.ended(result(Outcome.SUCCESS, ""));
        log.tagsAsked(TARGET, Optional.of("GetResources: AccessDeniedException: not allowed"));
        log.tagsAsked(TARGET, Optional.empty());

        assertThat(lines.list())
                .containsExactly(
                        "[WARN] tags of " + TARGET.name()
                                + ": GetResources: AccessDeniedException: not allowed (new jobs have"
                                + " no tags until this recovers, polls continue)",
                        "[INFO] tags of " + TARGET.name() + ": recovered");
    }

    @Test
    void saysNothingOfAnInterruptedCycle() {
        log.ended(result(Outcome.INTERRUPTED, "Other: interrupted"));

        assertThat(lines.list()).isEmpty();
    }

    @Test
    void knowsATargetsTroubleAndSinceWhenUntilItIsOver() {
        log.notBegun(TARGET, "Other", "no account");
        clock.advance(Duration.ofMinutes(1));
        log.ended(result(Outcome.ERROR, "denied"));

        assertThat(log.trouble(TARGET, TARGET.name()))
                .hasValueSatisfying(trouble -> assertThat(trouble.reason() + " since " + trouble.since())
                        .isEqualTo("denied since " + Examples.NOON));
        log.ended(result(Outcome.SUCCESS, ""));
        assertThat(log.trouble(TARGET, TARGET.name())).isEmpty();
    }

    @Test
    void aRegionWhoseAccountIsKnownHasRecovered() {
        Target unresolved = new Target(Target.UNKNOWN_ACCOUNT, "us-east-1");
        log.notBegun(unresolved, "Other", "no account");
        log.canBegin(unresolved);
        log.canBegin(unresolved);

        assertThat(lines.list())
                .containsExactly(
                        "[WARN] poll of unknown/us-east-1: no account", "[INFO] poll of unknown/us-east-1: recovered");
    }

    @Test
    void knowsTheTroubleOfTheTaskThatRunsATargetsCycles() {
        log.failed("us-east-1", new IllegalStateException("broken"));

        assertThat(log.trouble(TARGET, "us-east-1").map(RunLog.Trouble::reason)).contains("broken");
        assertThat(log.trouble(TARGET, TARGET.name())).as("another task").isEmpty();
    }

    private static CycleResult result(Outcome outcome, String reason) {
        return new CycleResult(TARGET, outcome, Duration.ofSeconds(1), 1, 0, 0, reason, List.of(reason));
    }
}
