package io.github.bedrockbatch.web;

import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What {@code /metrics} shows. Thread-safe. */
@FunctionalInterface
public interface MetricsPage {
    /**
     * Collects the metrics of this moment.
     *
     * @param accept what the client takes, as its Accept header says; null for anything
     * @param names of the metrics that it asks for; empty for all
     */
    Content collect(@Nullable String accept, List<String> names);

    /**
     * What was collected.
     *
     * @param type the value of the Content-Type header
     * @param length tells how many bytes the body has
     * @param body is as long each time it is written
     */
    record Content(String type, LongSupplier length, Body body) {}
}
