package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.simulator.JobScript;
import io.github.bedrockbatch.simulator.Outcome;
import io.github.bedrockbatch.simulator.Timings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon whose schedule follows what the jobs do, over a reload and a restart. */
final class AdaptiveScheduleTest extends ReloadFixture {
    private static final String TARGET = "account_id=\"123456789012\",region=\"us-east-1\"";
    private static final String INTERVAL = "bedrock_batch_exporter_poll_interval_seconds{" + TARGET + "} ";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    AdaptiveScheduleTest() throws IOException {}

    @Test
    void aRunningJobIsPolledInItsIntervalAndSoItIsAfterARestart() throws ConfigException {
        addRunningJob();
        try (Exporter exporter = started(adaptive("interval: 1h, active_interval: 1s, idle_interval: 1h"))) {
            await().atMost(LONG).until(() -> lists() >= 4);
            assertThat(scrape(exporter)).contains(INTERVAL + "1.0");

            exporter.reload(adaptive("interval: 1h, active_interval: 59m"));
            await().atMost(LONG).until(() -> scrape(exporter).contains(INTERVAL + "3540.0"));

            exporter.reload(adaptive("interval: 1h, active_interval: 2s"));
            long before = lists();
            await().atMost(LONG).until(() -> lists() >= before + 3);
            assertThat(scrape(exporter)).contains(INTERVAL + "2.0");
        }
        try (Exporter again = started(adaptive("interval: 1h, active_interval: 1s"))) {
            assertThat(scrape(again)).as("before a poll").anyMatch(line -> line.startsWith(INTERVAL));
            long before = lists();
            await().atMost(LONG).until(() -> lists() >= before + 3);
            assertThat(scrape(again)).contains(INTERVAL + "1.0");
        }
    }

    /** One that idles may be given a job to watch. */
    @Test
    void aReloadThatChangesWhatIsWatchedPollsAnIdleTargetInTheBaseInterval() throws ConfigException {
        try (Exporter exporter = started(adaptive("interval: 1s, idle_interval: 1h"))) {
            await().atMost(LONG).until(() -> scrape(exporter).contains(INTERVAL + "3600.0"));
            addRunningJob();

            exporter.reload(adaptive(
                    "interval: 1s, idle_interval: 1h",
                    "discovery: [{regions: [us-east-1]," + " submitted_within: 6d}]"));

            await().atMost(LONG).until(() -> scrape(exporter).contains(INTERVAL + "1.0"));
        }
    }

    private void addRunningJob() {
        simulator.add(JobScript.of(
                "123456789012",
                "us-east-1",
                "running",
                Outcome.COMPLETED,
                Instant.now().minusSeconds(600),
                Timings.ofSeconds(1, 1, 1, 86_400, 1)));
    }

    private long lists() {
        return aws.calls().size();
    }

    private Configuration adaptive(String poll) throws ConfigException {
        return adaptive(poll, "discovery: [{regions: [us-east-1]}]");
    }

    private Configuration adaptive(String poll, String watched) throws ConfigException {
        return new ConfigLoader(region -> true)
                .load(
                        "{poll: {" + poll + "}, " + watched + ", store: {path: '" + directory.resolve("exporter.db")
                                + "'}, aws: {endpoint_url: '" + aws.uri() + "'}}",
                        "c.yml",
                        Map.of());
    }
}
