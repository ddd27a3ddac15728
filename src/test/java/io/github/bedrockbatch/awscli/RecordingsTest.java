package io.github.bedrockbatch.awscli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.awscli.testing.RecordedEndpoint;
import io.github.bedrockbatch.awscli.testing.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Does in this process what the AWS CLI v2 was recorded doing. */
class RecordingsTest {
    @TempDir
    private Path directory = Path.of(".");

    static List<Recording> recordings() {
        return Recording.all();
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void agrees(Recording recording) throws IOException {
        try (RecordedEndpoint endpoint = RecordedEndpoint.start()) {
            recording.writeFiles(endpoint.url(), directory);
            Run run = Run.of(
                    recording.environment(endpoint.url(), directory),
                    directory,
                    recording.arguments(endpoint.url(), directory));
            if (recording.deviates()) {
                assertThat(run.exitCode()).isEqualTo(255);
                assertThat(run.output()).isEmpty();
                assertThat(run.errors()).contains("is not JSON");
            } else {
                assertThat(run.exitCode()).as(run.errors()).isEqualTo(recording.exitCode());
                assertThat(run.output()).isEqualTo(recording.output());
                assertThat(Recording.error(run.errors())).isEqualTo(recording.error());
            }
            assertThat(run.errors().lines().count()).isEqualTo(run.exitCode() == 0 ? 0 : 1);
            assertThat(endpoint.requests()).isEqualTo(recording.requests());
        }
    }

    @Test
    void hasAllRecordings() {
        assertThat(recordings()).hasSize(137);
    }
}
