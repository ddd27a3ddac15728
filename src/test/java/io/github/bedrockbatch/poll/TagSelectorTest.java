package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static io.github.bedrockbatch.testing.Examples.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import io.github.bedrockbatch.source.FetchResult.Failed;
import io.github.bedrockbatch.source.TagSource;
import io.github.bedrockbatch.testing.Selecting;
import io.github.bedrockbatch.watch.DiscoverySelector;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which jobs are watched because of their tags. */
class TagSelectorTest extends TaggedPollFixture {
    @Test
    void onlyJobsWithAllTagsAreWatched() {
        IntStream.rangeClosed(1, 4).forEach(number -> bedrock.put(snapshot(number, Known.IN_PROGRESS)));
        tags.put(arn(1), Map.of("team", "search", "stage", "live", "more", "x"));
        tags.put(arn(2), Map.of("team", "search", "stage", "test"));
        tags.put(arn(3), Map.of("team", "search"));
        cycle(selecting(Map.of("team", "search", "stage", "live")));

        assertThat(watched()).containsExactly(arn(1));
        assertThat(outcomes()).containsExactly(Outcome.SUCCESS);
    }

    @Test
    void selectorsWithAndWithoutTagsAreJoined() {
        IntStream.rangeClosed(1, 3).forEach(number -> bedrock.put(snapshot(number, Known.IN_PROGRESS)));
        tags.put(arn(2), SEARCH);
        cycle(selecting(SEARCH, Selecting.named("job-1")));

        assertThat(watched()).containsExactly(arn(1), arn(2));
        assertThat(tags.takeQuestions())
                .as("what is watched anyhow needs no tags")
                .containsExactly(List.of(arn(2), arn(3)));
    }

    @Test
    void jobsThatWereTurnedDownAreNotAskedForInEachCycle() {
        TargetPoll poll = selecting(SEARCH);
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        tags.put(arn(1), Map.of("team", "sales"));
        IntStream.range(0, 10).forEach(cycle -> cycle(poll));

        assertThat(tags.takeQuestions()).hasSize(1);
        assertThat(watched()).isEmpty();
    }

    /** A job is tagged when it is made, but AWS may index it some minutes later. */
    @Test
    void aJobWhoseTagsComeLateIsWatchedAndItsTransitionsAreTold() {
        TargetPoll poll = selecting(SEARCH);
        bedrock.put(job(1, Known.SUBMITTED, NOON, NOON));
        cycle(poll);
        assertThat(watched()).isEmpty();
        tags.put(arn(1), SEARCH);
        bedrock.put(job(1, Known.FAILED, NOON, NOON.plusSeconds(60)));
        IntStream.range(0, 12).forEach(cycle -> cycle(poll));

        assertThat(watched()).containsExactly(arn(1));
        assertThat(moves()).containsExactly("Submitted>Failed");
    }

    /** While AWS denies the tags, walks go on to show the job, however long that is. */
    @Test
    void anUndecidedJobIsNeitherWatchedNorForgotten() {
        TargetPoll poll = selecting(SEARCH);
        tags.answer(DENIED);
        bedrock.put(job(1, Known.SUBMITTED, NOON.minusSeconds(5), NOON));
        bedrock.put(job(2, Known.SUBMITTED, NOON.minusSeconds(5), NOON));
        for (int minute = 0; minute < 120; minute++) {
            cycle(poll);
            cycle(poll);
        }
        assertThat(watched()).isEmpty();
        assertThat(outcomes()).containsOnly(Outcome.PARTIAL);
        assertThat(results.getLast().causes())
                .containsExactly("GetResources: AccessDeniedException: no tag:GetResources");
        assertThat(results.getLast().codes()).containsExactly("AccessDeniedException");
        assertThat(told).as("told by the polls alone").isEmpty();
        assertThat(tags.takeQuestions()).hasSizeBetween(10, 13);

        tags.answer(null);
        tags.put(arn(1), SEARCH);
        tags.put(arn(2), Map.of("team", "sales"));
        IntStream.range(0, 21).forEach(cycle -> cycle(poll));
        assertThat(watched()).containsExactly(arn(1));
        assertThat(outcomes()).endsWith(Outcome.SUCCESS);
    }

    @Test
    void watchedJobsGoOnWhileTagsAreDenied() {
        TargetPoll poll = selecting(SEARCH);
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        tags.put(arn(1), SEARCH);
        cycle(poll);
        tags.answer(DENIED);
        bedrock.put(job(1, Known.COMPLETED, NOON.minusSeconds(600), NOON.plusSeconds(20)));
        cycle(poll);

        assertThat(stored(1)).extracting("status").isEqualTo(Known.COMPLETED);
        assertThat(outcomes()).containsExactly(Outcome.SUCCESS, Outcome.SUCCESS);
    }

    /** As with its name and its age: once watched, a job stays so until it ends. */
    @Test
    void aJobThatLosesItsTagStaysWatched() {
        TargetPoll poll = selecting(SEARCH);
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        tags.put(arn(1), SEARCH);
        cycle(poll);
        tags.put(arn(1), Map.of());
        clock.advance(Duration.ofHours(2));
        cycle(poll);
        bedrock.put(job(1, Known.COMPLETED, NOON.minusSeconds(600), clock.instant()));
        cycle(poll);

        assertThat(stored(1)).extracting("status").isEqualTo(Known.COMPLETED);
    }

    @Test
    void moreJobsThanAreAskedForAtOnceAreDecidedInOneCycle() {
        IntStream.rangeClosed(1, 450).forEach(number -> {
            bedrock.put(snapshot(number, Known.IN_PROGRESS));
            tags.put(arn(number), number % 2 == 0 ? SEARCH : Map.of("team", "sales"));
        });
        tags.beforeEach(() -> clock.advance(Duration.ofMillis(1500)));
        cycle(selecting(SEARCH));

        assertThat(watched()).hasSize(225);
        assertThat(outcomes()).containsExactly(Outcome.SUCCESS);
    }

    /** Each answer comes at the last moment. */
    @Test
    void tagsTakeTheirPartOfTheLongestTurn() {
        IntStream.rangeClosed(1, 450).forEach(number -> bedrock.put(snapshot(number, Known.IN_PROGRESS)));
        TagSource slow = (arns, timeout) -> {
            clock.advance(timeout);
            return tags.tags(arns, timeout);
        };
        DiscoverySelector ours = new DiscoverySelector(Duration.ofDays(7), Optional.empty(), Optional.empty(), SEARCH);
        TargetPoll poll = tagged(
                new Watches(Set.of(arn(1)), List.of(ours, Selecting.named("job-1..")), Duration.ZERO, false, true),
                slow);
        Instant start = clock.instant();
        poll.run();

        Duration taken = Duration.between(start, clock.instant());
        assertThat(taken).isGreaterThan(Duration.ofSeconds(20));
        assertThat(taken.plusSeconds(60)).isLessThan(CycleLimits.maxCycle(Duration.ofSeconds(30)));
        assertThat(tags.takeQuestions()).hasSize(3);
    }

    /** A hinted look never sees the end of a walk. */
    @Test
    void whatWasToldOfAJobThatNoRowCameOfIsForgottenAfterADay() {
        TargetPoll poll = selecting(SEARCH);
        bedrock.answerList(new Failed<>("Timeout", "no answer"));
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        tags.put(arn(1), Map.of("team", "sales"));
        look(poll, 1);
        clock.advance(Duration.ofHours(23));
        cycle(poll);
        look(poll, 1);
        assertThat(tags.takeQuestions()).hasSize(1);
        clock.advance(Duration.ofHours(1));
        cycle(poll);
        look(poll, 1);

        assertThat(tags.takeQuestions()).hasSize(1);
    }

    @Test
    void aJobThatIsDecidedLateHasItsReason() {
        bedrock.put(job(1, Known.FAILED, NOON.minusSeconds(600), NOON.minusSeconds(60)).toBuilder()
                .message("bad input")
                .build());
        tags.put(arn(1), SEARCH);
        tags.takes(clock, Duration.ofSeconds(3));
        cycle(selecting(SEARCH));

        assertThat(events()).hasSize(1);
        assertThat(events().getFirst().job().message()).isEqualTo("bad input");
    }

    @Test
    void aHintDecidesAJobByItsTags() {
        TargetPoll poll = selecting(SEARCH);
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        bedrock.put(snapshot(2, Known.IN_PROGRESS));
        tags.put(arn(1), SEARCH);
        tags.put(arn(2), Map.of("team", "sales"));

        assertThat(look(poll, 1)).isEqualTo(HintOutcome.RECORDED);
        assertThat(look(poll, 2)).isEqualTo(HintOutcome.IGNORED);
        assertThat(watched()).containsExactly(arn(1));
    }

    /** Its message comes back. */
    @Test
    void aHintOfAnUndecidedJobFails() {
        tags.answer(DENIED);
        bedrock.put(snapshot(1, Known.IN_PROGRESS));

        assertThat(look(selecting(SEARCH), 1)).isEqualTo(HintOutcome.FAILED);
        assertThat(watched()).isEmpty();
    }

    private static HintOutcome look(TargetPoll poll, int number) {
        return poll.look(new HintedJobs(Map.of(arn(number), Set.of())))
                .outcomes()
                .getOrDefault(arn(number), HintOutcome.FAILED);
    }
}
