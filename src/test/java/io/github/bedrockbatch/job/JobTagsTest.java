package io.github.bedrockbatch.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JobTagsTest {
    @Test
    void leavesOutWhatAwsWouldNotAllow() {
        Map<String, String> told = new HashMap<>();
        told.put("k".repeat(128), "v".repeat(256));
        told.put("k".repeat(129), "v");
        told.put("long", "v".repeat(257));
        told.put("", "v");

        assertThat(new JobTags(told).values()).containsOnlyKeys("k".repeat(128));
    }

    @Test
    void hasAtMostAHundredTagsAlwaysTheSame() {
        Map<String, String> told =
                IntStream.range(0, 1000).boxed().collect(Collectors.toMap(number -> "key" + number, number -> "v"));

        assertThat(new JobTags(told).values())
                .hasSize(100)
                .containsKeys("key0", "key100")
                .doesNotContainKey("key999");
        assertThat(new JobTags(told)).isEqualTo(new JobTags(new HashMap<>(told)));
    }

    @Test
    void includesTagsWithTheirValues() {
        JobTags tags = new JobTags(Map.of("team", "search", "stage", "live"));

        assertThat(tags.include(Map.of("team", "search"))).isTrue();
        assertThat(tags.include(Map.of())).isTrue();
        assertThat(tags.include(Map.of("team", "sales"))).isFalse();
        assertThat(tags.include(Map.of("team", "search", "cost", ""))).isFalse();
        assertThat(tags.value("stage") + tags.value("cost")).isEqualTo("live");
    }
}
