package io.github.bedrockbatch.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestsTest {
    private static final Instant START = Instant.parse("2026-11-01T10:00:00Z");
    private static final String ACCOUNT = "123456789012";

    @Test
    void tellsTheTokensOfAJobWithResults() throws IOException {
        JobScript job = job(Outcome.COMPLETED);
        assertThat(get(job, "/batch-output/" + job.id(), 60).body())
                .contains("\"totalRecordCount\":1000", "\"inputTokenCount\":260000", "\"outputTokenCount\":140000")
                .contains("\"cacheReadInputTokenCount\":480000", "\"cacheWriteInputTokenCount\":12000");
    }

    @Test
    void isAbsentUntilTheJobHasEnded() throws IOException {
        JobScript job = job(Outcome.COMPLETED);
        HttpResponse<String> early = get(job, "/batch-output/" + job.id(), 20);
        assertThat(early.statusCode()).isEqualTo(404);
        assertThat(early.body())
                .isEqualTo("<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Failed", "Expired", "Stopped"})
    void isAbsentOfAJobWithoutResults(String outcome) throws IOException {
        JobScript job = job(Outcome.of(outcome));
        assertThat(get(job, "/batch-output/" + job.id(), 60).statusCode()).isEqualTo(404);
    }

    @Test
    void liesBelowTheOutputOfTheJobAlone() throws IOException {
        JobScript job = job(Outcome.COMPLETED);
        assertThat(get(job, "/another-bucket/" + job.id(), 60).statusCode()).isEqualTo(404);
        assertThat(get(job, "/batch-output/zzzzzzzzzzzz", 60).statusCode()).isEqualTo(404);
    }

    private static JobScript job(Outcome outcome) {
        return JobScript.of(ACCOUNT, "us-east-1", "job", outcome, START, Timings.ofSeconds(1, 1, 1, 30, 1));
    }

    private static HttpResponse<String> get(JobScript job, String folder, long afterSeconds) throws IOException {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        InstantSource clock = InstantSource.fixed(START.plusSeconds(afterSeconds));
        try (Simulator simulator = Simulator.start(any, Fleet.of(job), clock);
                SimulatorClient client = SimulatorClient.of(simulator)) {
            return client.send(
                    client.request(folder + "/manifest.json.out").GET().build());
        }
    }
}
