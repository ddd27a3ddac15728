package io.github.bedrockbatch.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.source.FetchResult.Found;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Targets that hang take no connection of the others, however many they are. */
final class HangingAnswersTest extends EndpointFixture {
    private static final int HANGING = 400;

    @Test
    void leaveConnectionsToTheOthers() {
        for (int i = 0; i < HANGING; i++) {
            endpoint.hang();
        }
        endpoint.ok(JOB);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < HANGING; i++) {
                threads.execute(() -> source.get(ARN, Duration.ofMinutes(1)));
            }
            await().atMost(LONG).until(() -> endpoint.asked().size() == HANGING);

            assertThat(source.get(ARN, LONG)).isInstanceOf(Found.class);
            endpoint.close();
            threads.shutdownNow();
        }
    }
}
