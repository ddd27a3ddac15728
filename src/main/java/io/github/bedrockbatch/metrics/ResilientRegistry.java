package io.github.bedrockbatch.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MetricNameFilter;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.registry.PrometheusScrapeRequest;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A registry in which a family that cannot be collected is left out, so that the others are still shown. It remembers what
 * the last collection left out. For any number of threads; it throws nothing that a collector throws.
 */
public final class ResilientRegistry extends PrometheusRegistry {
    /** How old the outcome of a collection may be that left something out: perhaps nobody scrapes while it is not ready. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(15);

    private final InstantSource clock;
    private final CollectionListener listener;
    private final Map<Object, FamilyCollector> collectors = Collections.synchronizedMap(new LinkedHashMap<>());
    private volatile @Nullable Outcome last;

    /** Is told of what each whole collection left out. */
    @FunctionalInterface
    public interface CollectionListener {
        /** Tells all that was left out, by the family's name or its collector's; nothing when all is well. */
        void collected(Map<String, RuntimeException> leftOut);
    }

    private record Outcome(Instant at, Set<String> leftOut) {}

    public ResilientRegistry(InstantSource clock, CollectionListener listener) {
        this.clock = clock;
        this.listener = listener;
    }

    @Override
    public void register(Collector collector) {
        super.register(collector);
        collectors.put(
                collector,
                () -> Map.of(
                        name(collector),
                        () -> Collected.of(
                                Stream.ofNullable(collector.collect()).toList())));
    }

    @Override
    public void register(MultiCollector collector) {
        super.register(collector);
        String name = collector.getClass().getSimpleName();
        collectors.put(
                collector,
                collector instanceof FamilyCollector families
                        ? families
                        : () -> Map.of(
                                name,
                                () -> Collected.of(collector.collect().stream().toList())));
    }

    @Override
    public void unregister(Collector collector) {
        super.unregister(collector);
        collectors.remove(collector);
    }

    @Override
    public void unregister(MultiCollector collector) {
        super.unregister(collector);
        collectors.remove(collector);
    }

    @Override
    public void clear() {
        super.clear();
        collectors.clear();
    }

    /**
     * Collects families for a client.
     *
     * @param accept what it takes, as its Accept header says; null for anything
     * @param names of the families that it asks for; empty for all
     */
    public Exposition expose(@Nullable String accept, Collection<String> names) {
        FamilyCollection families = names.isEmpty()
                ? all()
                : collect(MetricNameFilter.builder().nameMustBeEqualTo(names).build());
        return new Exposition(families, accept);
    }

    /** Collects all families, and remembers which could not be. */
    @Override
    public MetricSnapshots scrape() {
        return all().snapshots();
    }

    /** Collects all families: none depends on what was requested. */
    @Override
    public MetricSnapshots scrape(@Nullable PrometheusScrapeRequest request) {
        return scrape();
    }

    /** Collects some families, which says nothing about the others. */
    @Override
    public MetricSnapshots scrape(@Nullable Predicate<String> includedNames) {
        return includedNames == null ? scrape() : collect(includedNames).snapshots();
    }

    @Override
    public MetricSnapshots scrape(
            @Nullable Predicate<String> includedNames, @Nullable PrometheusScrapeRequest request) {
        return scrape(includedNames);
    }

    /** Finds out whether all families can be collected. */
    public void check() {
        all();
    }

    /**
     * Returns why not all can be collected, as the last whole collection found it; empty when all can. It collects anew only
     * if that one left something out and is some seconds old.
     */
    public synchronized Optional<String> trouble() {
        Outcome outcome = last;
        if (outcome != null && !outcome.leftOut().isEmpty() && isOld(outcome)) {
            check();
            outcome = last;
        }
        return outcome == null || outcome.leftOut().isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "these metrics cannot be collected and are missing from /metrics. The log has the reason: "
                                + String.join(
                                        ", ",
                                        outcome.leftOut().stream().sorted().toList()));
    }

    private boolean isOld(Outcome outcome) {
        return Duration.between(outcome.at(), clock.instant()).abs().compareTo(RETRY_AFTER) >= 0;
    }

    private FamilyCollection all() {
        FamilyCollection families = collect(name -> true);
        last = new Outcome(clock.instant(), Set.copyOf(families.leftOut().keySet()));
        listener.collected(families.leftOut());
        return families;
    }

    private FamilyCollection collect(Predicate<String> isWanted) {
        FamilyCollection families = new FamilyCollection(isWanted);
        List.copyOf(collectors.values()).forEach(families::addAll);
        return families;
    }

    private static String name(Collector collector) {
        MetricFamilyDescriptor family = collector.getMetricFamilyDescriptor();
        return family == null
                ? collector.getClass().getSimpleName()
                : family.getMetadata().getPrometheusName();
    }
}
