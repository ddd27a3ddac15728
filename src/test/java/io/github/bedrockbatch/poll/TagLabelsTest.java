package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static io.github.bedrockbatch.testing.Examples.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.job.TransitionKind;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.source.FetchResult.Failed;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.testing.Stored;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When the tags that are shown are asked for, and what becomes of the answers. */
class TagLabelsTest extends TaggedPollFixture {
    @Test
    void nobodyAsksForTagsThatNobodyWants() {
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        cycle(discovering(EVERYTHING));

        assertThat(tags.takeQuestions()).isEmpty();
        assertThat(tags(1)).isNull();
    }

    @Test
    void aNewJobIsThereWithItsTags() {
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        tags.put(arn(1), SEARCH);
        tags.beforeEach(() -> assertThat(stored(1))
                .as("recorded when its tags were asked for")
                .isNull());
        cycle(labelling());

        assertThat(tags(1)).isEqualTo(new JobTags(SEARCH));
        assertThat(version(1)).as("recorded once").isEqualTo(1);
        assertThat(transitions()).hasSize(1).allMatch(moved -> moved.endsWith(TransitionKind.SKIPPED.name()));
        assertThat(told).containsExactly("");
        assertThat(outcomes()).containsExactly(Outcome.SUCCESS);
    }

    @Test
    void whatIsKnownIsRecordedBeforeTagsAreAskedFor() {
        TargetPoll poll = labelling();
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        cycle(poll);
        bedrock.put(job(1, Known.COMPLETED, NOON.minusSeconds(600), NOON.plusSeconds(20)));
        bedrock.put(snapshot(2, Known.SUBMITTED));
        tags.beforeEach(() -> assertThat(stored(1)).extracting("status").isEqualTo(Known.COMPLETED));
        cycle(poll);

        assertThat(tags.takeQuestions()).containsExactly(List.of(arn(1)), List.of(arn(2)));
    }

    @Test
    void aHundredJobsAreOneQuestion() {
        IntStream.rangeClosed(1, 201).forEach(number -> bedrock.put(snapshot(number, Known.IN_PROGRESS)));
        cycle(labelling());

        assertThat(tags.takeQuestions()).extracting(List::size).containsExactly(100, 100, 1);
    }

    /**
     * A job that AWS has no tags of is asked for once more some minutes later, then each hour like others. Until then its tags are not known,
     * so that no series without them comes and goes.
     */
    @Test
    void anAbsentJobIsAskedForOnceMore() {
        TargetPoll poll = labelling();
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        cycle(poll);
        assertThat(tags(1)).isNull();
        assertThat(version(1)).isEqualTo(1);
        tags.takeQuestions();
        tags.put(arn(1), SEARCH);
        until(poll, Duration.ofMinutes(6));

        assertThat(tags.takeQuestions()).containsExactly(List.of(arn(1)));
        assertThat(tags(1)).isEqualTo(new JobTags(SEARCH));
        until(poll, Duration.ofMinutes(55));
        assertThat(tags.takeQuestions()).as("within the hour").isEmpty();
        until(poll, Duration.ofMinutes(10));
        assertThat(tags.takeQuestions()).hasSize(1);
    }

    @Test
    void aJobThatIsAbsentTwiceHasNoTags() {
        TargetPoll poll = labelling();
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        bedrock.put(snapshot(2, Known.COMPLETED));
        until(poll, Duration.ofMinutes(5));
        assertThat(tags(1)).isNull();
        assertThat(tags(2)).isNull();
        cycle(poll);

        assertThat(tags.takeQuestions()).containsExactly(List.of(arn(1), arn(2)), List.of(arn(1), arn(2)));
        assertThat(tags(1)).isEqualTo(JobTags.NONE);
        assertThat(tags(2)).isEqualTo(JobTags.NONE);
    }

    @Test
    void aChangeOfTagsIsAChangeOfTheRowAndTheSameAnswerIsNone() {
        TargetPoll poll = labelling();
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        tags.put(arn(1), SEARCH);
        cycle(poll);
        long before = version(1);
        until(poll, Duration.ofMinutes(61));
        assertThat(tags.takeQuestions()).hasSize(2);
        assertThat(version(1)).isEqualTo(before);

        tags.put(arn(1), Map.of("team", "sales"));
        until(poll, Duration.ofMinutes(61));
        assertThat(tags(1)).isEqualTo(new JobTags(Map.of("team", "sales")));
        assertThat(version(1)).isGreaterThan(before);
        assertThat(events()).as("no event").hasSize(1);
    }

    /** The service would show it with no tags if these had been taken away. */
    @Test
    void aJobThatHadTagsAndIsAbsentKeepsThem() {
        TargetPoll poll = labelling();
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        tags.put(arn(1), SEARCH);
        cycle(poll);
        tags.answer(new Found<>(Map.of(), NOON));
        until(poll, Duration.ofMinutes(61));
        assertThat(tags(1)).isEqualTo(new JobTags(SEARCH));

        tags.answer(null);
        tags.put(arn(1), Map.of());
        until(poll, Duration.ofMinutes(61));
        assertThat(tags(1)).isEqualTo(JobTags.NONE);
    }

    @Test
    void aJobThatHasEndedIsNotAskedForAgain() {
        TargetPoll poll = labelling();
        bedrock.put(snapshot(1, Known.COMPLETED));
        tags.put(arn(1), SEARCH);
        cycle(poll);
        tags.takeQuestions();
        until(poll, Duration.ofHours(2));

        assertThat(tags.takeQuestions()).isEmpty();
    }

    /** The process before may have asked a minute ago, and nobody knows. */
    @Test
    void aProcessThatStartsAsksForActiveJobsOnceAndWritesNothing() {
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        tags.put(arn(1), SEARCH);
        cycle(labelling());
        long before = version(1);
        tags.takeQuestions();
        TargetPoll next = labelling();
        cycle(next);
        cycle(next);

        assertThat(tags.takeQuestions()).containsExactly(List.of(arn(1)));
        assertThat(version(1)).isEqualTo(before);
    }

    @Test
    void aDenialKeepsNothingElseAndIsToldAndNotAskedAgainForTenMinutes() {
        TargetPoll poll = labelling();
        tags.answer(DENIED);
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        cycle(poll);
        assertThat(stored(1)).isNotNull();
        assertThat(tags(1)).isNull();
        assertThat(outcomes()).containsExactly(Outcome.SUCCESS);
        assertThat(told).containsExactly("GetResources: AccessDeniedException: no tag:GetResources");
        until(poll, Duration.ofMinutes(9));
        assertThat(tags.takeQuestions()).hasSize(1);

        tags.answer(null);
        tags.put(arn(1), SEARCH);
        until(poll, Duration.ofMinutes(2));
        assertThat(tags(1)).isEqualTo(new JobTags(SEARCH));
        assertThat(told).last().isEqualTo("");
    }

    @Test
    void anotherFailureIsRetriedEverMoreRarely() {
        TargetPoll poll = labelling();
        tags.answer(new Failed<>("ThrottlingException", "slow down"));
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        until(poll, Duration.ofMinutes(60));

        assertThat(tags.takeQuestions()).hasSizeBetween(8, 14);
        assertThat(outcomes()).containsOnly(Outcome.SUCCESS);
    }

    /** New jobs wait two seconds at most. What there was no time for is asked for when all is recorded. */
    @Test
    void aSlowAnswerDoesNotKeepJobsFromBeingRecorded() {
        IntStream.rangeClosed(1, 150).forEach(number -> {
            bedrock.put(snapshot(number, Known.IN_PROGRESS));
            tags.put(arn(number), SEARCH);
        });
        List<Integer> recorded = new ArrayList<>();
        tags.beforeEach(() -> recorded.add(Stored.jobs(store, TARGET).size()));
        tags.takes(clock, Duration.ofSeconds(3));
        cycle(labelling());

        assertThat(recorded).containsExactly(0, 150, 150);
        assertThat(IntStream.rangeClosed(1, 150).mapToObj(this::tags)).doesNotContainNull();
    }

    @Test
    void aNamedJobIsThereWithItsTagsToo() {
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        tags.put(arn(1), SEARCH);
        cycle(tagged(new Watches(Set.of(arn(1)), List.of(), Duration.ofHours(24), false, true)));

        assertThat(tags(1)).isEqualTo(new JobTags(SEARCH));
        assertThat(version(1)).isEqualTo(1);
    }

    @Test
    void aHintedJobIsThereWithItsTagsToo() {
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        tags.put(arn(1), SEARCH);
        labelling().look(new HintedJobs(Map.of(arn(1), Set.of())));

        assertThat(tags(1)).isEqualTo(new JobTags(SEARCH));
    }

    private void until(TargetPoll poll, Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plusSeconds(30)) {
            cycle(poll);
        }
    }
}
