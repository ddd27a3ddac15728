package io.github.bedrockbatch.metrics;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.registry.PrometheusScrapeRequest;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
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
    private final Set<Collector> single = new CopyOnWriteArraySet<>();
    private final Set<MultiCollector> multiple = new CopyOnWriteArraySet<>();
    private volatile @Nullable Outcome last;

    /** Is told of what each whole collection left out. */
    @FunctionalInterface
    public interface CollectionListener {
        /** Is told of all that was left out, by the family's name or its collector's; nothing when all is well. */
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
        single.add(collector);
    }

    @Override
    public void register(MultiCollector collector) {
        super.register(collector);
        multiple.add(collector);
    }

    @Override
    public void unregister(Collector collector) {
        super.unregister(collector);
        single.remove(collector);
    }

    @Override
    public void unregister(MultiCollector collector) {
        super.unregister(collector);
        multiple.remove(collector);
    }

    @Override
    public void clear() {
        super.clear();
        single.clear();
        multiple.clear();
    }

    @Override
    public MetricSnapshots scrape() {
        return scrape((PrometheusScrapeRequest) null);
    }

    /** Collects all families, and remembers which could not be. */
    @Override
    public MetricSnapshots scrape(@Nullable PrometheusScrapeRequest request) {
        FamilyCollection collection = collected(null, request);
        MetricSnapshots snapshots = collection.snapshots();
        last = new Outcome(clock.instant(), Set.copyOf(collection.leftOut().keySet()));
        listener.collected(collection.leftOut());
        return snapshots;
    }

    @Override
    public MetricSnapshots scrape(@Nullable Predicate<String> includedNames) {
        return scrape(includedNames, null);
    }

    /** Collects some families, which says nothing about the others. */
    @Override
    public MetricSnapshots scrape(
            @Nullable Predicate<String> includedNames, @Nullable PrometheusScrapeRequest request) {
        return includedNames == null
                ? scrape(request)
                : collected(includedNames, request).snapshots();
    }

    /**
     * Returns why not all can be collected, as the last whole collection found it; empty when all can. It collects anew only
     * if that one left something out and is some seconds old.
     */
    public synchronized Optional<String> trouble() {
        Outcome outcome = last;
        if (outcome != null && !outcome.leftOut().isEmpty() && isOld(outcome)) {
            scrape();
            outcome = last;
        }
        return outcome == null || outcome.leftOut().isEmpty()
                ? Optional.empty()
                : Optional.of("these cannot be collected and are missing in /metrics, the log says why: "
                        + String.join(", ", outcome.leftOut().stream().sorted().toList()));
    }

    private boolean isOld(Outcome outcome) {
        return Duration.between(outcome.at(), clock.instant()).abs().compareTo(RETRY_AFTER) >= 0;
    }

    private FamilyCollection collected(@Nullable Predicate<String> names, @Nullable PrometheusScrapeRequest request) {
        FamilyCollection collection = new FamilyCollection();
        for (Collector collector : single) {
            collection.add(
                    name(collector),
                    () -> Stream.ofNullable(collect(collector, names, request)).toList());
        }
        for (MultiCollector collector : multiple) {
            if (collector instanceof FamilyCollector apart) {
                collection.addAll(apart, names);
            } else {
                collection.add(
                        collector.getClass().getSimpleName(),
                        () -> collect(collector, names, request).stream().toList());
            }
        }
        return collection;
    }

    private static @Nullable MetricSnapshot collect(
            Collector collector, @Nullable Predicate<String> names, @Nullable PrometheusScrapeRequest request) {
        if (names == null) {
            return request == null ? collector.collect() : collector.collect(request);
        }
        return request == null ? collector.collect(names) : collector.collect(names, request);
    }

    private static MetricSnapshots collect(
            MultiCollector collector, @Nullable Predicate<String> names, @Nullable PrometheusScrapeRequest request) {
        if (names == null) {
            return request == null ? collector.collect() : collector.collect(request);
        }
        return request == null ? collector.collect(names) : collector.collect(names, request);
    }

    private static String name(Collector collector) {
        MetricFamilyDescriptor family = collector.getMetricFamilyDescriptor();
        return family == null
                ? collector.getClass().getSimpleName()
                : family.getMetadata().getPrometheusName();
    }
}
