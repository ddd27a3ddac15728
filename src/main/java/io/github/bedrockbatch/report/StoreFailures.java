package io.github.bedrockbatch.report;

import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.metrics.ExporterMetrics;
import io.github.bedrockbatch.schedule.RunListener;

/** Counts the store's failures beside passing on all that fails. */
public record StoreFailures(ExporterMetrics metrics, RunListener log) implements RunListener {
    @Override
    public void failed(String name, Throwable cause) {
        if (cause instanceof StoreException) {
            metrics.storeFailed();
        }
        log.failed(name, cause);
    }

    @Override
    public void succeeded(String name) {
        log.succeeded(name);
    }
}
