package io.github.bedrockbatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.testing.LogLines;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class CollectionLogTest {
    @RegisterExtension
    private final LogLines lines = new LogLines(CollectionLog.class.getName());

    private final CollectionLog log = new CollectionLog();

    @Test
    void saysOnceForEachCauseWhatIsMissingAndWhenItIsBack() {
        log.collected(Map.of("a", new IllegalStateException("one")));
        log.collected(Map.of("a", new IllegalStateException("one"), "b", new IllegalStateException("one")));
        log.collected(Map.of("a", new IllegalStateException("two")));
        log.collected(Map.of());
        log.collected(Map.of());

        String missing = ": cannot be collected and is missing from /metrics. All other metrics are served";
        assertThat(lines.list())
                .containsExactly(
                        "[ERROR] a" + missing,
                        "[ERROR] b" + missing,
                        "[ERROR] a" + missing,
                        "[INFO] b: recovered",
                        "[INFO] a: recovered");
    }
}
