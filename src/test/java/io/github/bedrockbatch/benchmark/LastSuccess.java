package io.github.bedrockbatch.benchmark;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** When each target was last polled with success, as the exporter itself says, in seconds since the epoch. */
final class LastSuccess {
    private static final String METRIC = "bedrock_batch_exporter_poll_last_success_timestamp_seconds";

    private LastSuccess() {}

    /** Returns the targets that were polled with success, by their labels. */
    static Map<String, Double> of(Started process) throws IOException, InterruptedException {
        Map<String, Double> polled = new HashMap<>(process.samples(METRIC));
        polled.values().removeIf(time -> time == 0);
        return polled;
    }
}
