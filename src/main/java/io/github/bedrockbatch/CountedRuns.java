package io.github.bedrockbatch;

import io.github.bedrockbatch.metrics.ExporterMetrics;
import io.github.bedrockbatch.report.RunLog;
import io.github.bedrockbatch.schedule.RunListener;

/** Counts the store's failures beside logging all that fails. */
record CountedRuns(ExporterMetrics metrics, RunListener log) implements RunListener {
    @Override
    public void failed(String name, Throwable cause) {
        if (RunLog.isOfDatabase(cause)) {
            metrics.storeFailed();
        }
        log.failed(name, cause);
    }

    @Override
    public void succeeded(String name) {
        log.succeeded(name);
    }
}
