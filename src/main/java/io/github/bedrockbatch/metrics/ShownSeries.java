package io.github.bedrockbatch.metrics;

import io.github.bedrockbatch.job.Target;
import java.util.function.Predicate;

/**
 * Which series of the exporter's own counters are shown. A series that is not keeps its value, so that a counter goes on from there when what
 * it counts is configured again. The predicates are asked at each scrape, by any thread.
 *
 * @param targets whether the series about the polls and requests of a target are shown
 * @param queues whether those about the notifications of queues in an account and region are
 */
public record ShownSeries(Predicate<Target> targets, Predicate<Target> queues) {
    /** Every series is shown. */
    public static final ShownSeries ALL = new ShownSeries(target -> true, home -> true);
}
