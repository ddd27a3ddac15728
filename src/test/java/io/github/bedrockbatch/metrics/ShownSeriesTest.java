package io.github.bedrockbatch.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.Target;
import io.prometheus.metrics.model.snapshots.Labels;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ShownSeriesTest {
    private static final Target POLLED = new Target("111111111111", "us-east-1");

    /** An alert fires while requests to a queue are counted and none is made, which a queue that is gone must not cause. */
    @ParameterizedTest
    @CsvSource({"ReceiveMessage, false", "DeleteMessageBatch, false", "ListModelInvocationJobs, true"})
    void requestsToAQueueThatIsGoneAreHiddenWhereJobsArePolled(String operation, boolean isShown) {
        ShownSeries shown = new ShownSeries(POLLED::equals, home -> false);
        Labels labels = Labels.of("account_id", POLLED.accountId(), "region", POLLED.region(), "operation", operation);

        assertThat(shown.isOfRequest(labels)).isEqualTo(isShown);
    }
}
