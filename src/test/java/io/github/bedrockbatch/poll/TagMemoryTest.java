package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static io.github.bedrockbatch.testing.Examples.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import io.github.bedrockbatch.testing.Hinted;
import io.github.bedrockbatch.watch.DiscoverySelector;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is known of tags from one poll of a target to the next, also of another configuration. */
class TagMemoryTest extends TaggedPollFixture {
    private final TagMemory memory = new TagMemory();

    @Test
    void theNextConfigurationAsksForNothingAgain() {
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        tags.put(arn(1), Map.of("team", "sales"));
        cycle(selectingAgain("search"));
        tags.takeQuestions();
        cycle(selectingAgain("search"));

        assertThat(tags.takeQuestions()).isEmpty();
    }

    @Test
    void oneThatSelectsByOtherTagsAsksForAllAgain() {
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        tags.put(arn(1), Map.of("team", "sales"));
        cycle(selectingAgain("search"));
        tags.put(arn(1), Map.of("team", "ads"));
        cycle(selectingAgain("ads"));

        assertThat(watched()).containsExactly(arn(1));
    }

    @Test
    void aDenialHoldsUntilAwsIsReachedInAnotherWay() {
        bedrock.put(snapshot(1, Known.IN_PROGRESS));
        tags.put(arn(1), SEARCH);
        tags.answer(DENIED);
        cycle(selectingAgain("search"));
        tags.answer(null);
        cycle(selectingAgain("search"));
        assertThat(watched()).isEmpty();

        TargetPoll corrected = selectingAgain("search");
        corrected.askAnew();
        cycle(corrected);
        assertThat(watched()).containsExactly(arn(1));
    }

    /** It has no second look: no walk shows it again. */
    @Test
    void anOldJobThatIsAbsentHasNoTags() {
        bedrock.put(job(1, Known.COMPLETED, NOON.minusSeconds(7200), NOON.minusSeconds(3600)));
        bedrock.put(job(2, Known.COMPLETED, NOON.minusSeconds(840), NOON.minusSeconds(600)));
        cycle(labelling());

        assertThat(tags(1)).isEqualTo(JobTags.NONE);
        assertThat(tags(2)).as("AWS may index it late").isNull();
    }

    @Test
    void theJobsOfALookAreOneQuestion() {
        IntStream.rangeClosed(1, 2).forEach(number -> {
            bedrock.put(snapshot(number, Known.IN_PROGRESS));
            tags.put(arn(number), SEARCH);
        });
        HintResult result = selectingAgain("search").look(Hinted.jobs(List.of(arn(1), arn(2), arn(3))));

        assertThat(tags.takeQuestions()).containsExactly(List.of(arn(1), arn(2)));
        assertThat(result.outcomes())
                .containsEntry(arn(1), HintOutcome.RECORDED)
                .containsEntry(arn(2), HintOutcome.RECORDED);
    }

    private TargetPoll selectingAgain(String team) {
        DiscoverySelector selector =
                new DiscoverySelector(Duration.ofDays(7), Optional.empty(), Optional.empty(), Map.of("team", team));
        return tagged(new Watches(Set.of(), List.of(selector), Duration.ofHours(24), false, false), tags, memory);
    }
}
