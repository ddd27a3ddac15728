package io.github.bedrockbatch.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PathPatternTest {
    private final PathPattern pattern = new PathPattern("/jobs/{account_id}/{job_id}");

    @Test
    void namesSegments() {
        assertThat(pattern.match("/jobs/12/a")).contains(Map.of("account_id", "12", "job_id", "a"));
        assertThat(new PathPattern("/").match("/")).contains(Map.of());
    }

    @Test
    void decodesEachSegmentByItself() {
        assertThat(pattern.match("/%6aobs/1%2F2/a+b%20%C3%A9"))
                .contains(Map.of("account_id", "1/2", "job_id", "a+b é"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/jobs", "/jobs/12", "/jobs/12/a/", "/jobs/12/a/b", "/job/12/a", "jobs/12/a", "//12/a"})
    void matchesWholePathsAlone(String path) {
        assertThat(pattern.match(path)).isEmpty();
    }

    @Test
    void aSegmentWithANameMayBeEmpty() {
        assertThat(pattern.match("/jobs/12/")).contains(Map.of("account_id", "12", "job_id", ""));
    }
}
