package io.github.bedrockbatch.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.config.AnchoredRegex;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.job.StableId;
import io.github.bedrockbatch.testing.Examples;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DiscoverySelectorTest {
    private static final JobSnapshot JOB = Examples.job(1, Known.IN_PROGRESS, Examples.NOON, Examples.NOON);

    /** Else each walk of a store would begin anew after an upgrade. */
    @Test
    void theKeyWithoutTagsIsThatOfVersionsBefore() {
        assertThat(selector("a.*", Map.of()).key()).isEqualTo(StableId.of("PT168H", "0", "", "a.*"));
    }

    @Test
    void otherTagsAreAnotherWatch() {
        assertThat(Stream.of(
                                selector("", Map.of()),
                                selector("", Map.of("a", "b")),
                                selector("", Map.of("a", "b", "c", "d")),
                                selector("", Map.of("a", "b|1|c|1|d")),
                                selector("a|b", Map.of()),
                                selector("", Map.of("a|b", "")))
                        .map(DiscoverySelector::key)
                        .distinct())
                .hasSize(6);
        assertThat(selector("", Map.of("a", "b", "c", "d")).key())
                .isEqualTo(selector("", Map.of("c", "d", "a", "b")).key());
    }

    @Test
    void unknownTagsSelectNoJob() {
        DiscoverySelector selector = selector(".*nova.*", Map.of("team", "search"));

        assertThat(selector.selects(JOB, new JobTags(Map.of("team", "search")), Examples.NOON))
                .isTrue();
        assertThat(selector.selects(JOB, JobTags.NONE, Examples.NOON)).isFalse();
        assertThat(selector.selects(JOB, null, Examples.NOON)).isFalse();
        assertThat(selector.maySelect(JOB, Examples.NOON)).isTrue();
        assertThat(selector("claude", Map.of("team", "search")).maySelect(JOB, Examples.NOON))
                .isFalse();
        assertThat(selector(".*nova.*", Map.of()).selects(JOB, null, Examples.NOON))
                .isTrue();
    }

    private static DiscoverySelector selector(String model, Map<String, String> tags) {
        return new DiscoverySelector(
                Duration.ofDays(7),
                Optional.empty(),
                Optional.of(model).filter(regex -> !regex.isEmpty()).map(AnchoredRegex::of),
                tags);
    }
}
