package io.github.bedrockbatch.metrics;

import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What is collected for one scrape: what cannot be is left out, with the reason. */
final class FamilyCollection {
    private final Predicate<String> isWanted;
    private final List<JobFamilies> jobs = new ArrayList<>();
    private final List<MetricSnapshot> others = new ArrayList<>();
    private final Map<String, MetricSnapshot> byName = new HashMap<>();
    private final Map<String, RuntimeException> leftOut = new HashMap<>();

    /** Begins with nothing. Families whose names are not wanted are not collected. */
    FamilyCollection(Predicate<String> isWanted) {
        this.isWanted = isWanted;
    }

    /** Adds each family of a collector. */
    void addAll(FamilyCollector collector) {
        Map<String, Supplier<? extends Collected>> families;
        try {
            families = collector.families();
        } catch (RuntimeException e) {
            leftOut.put(collector.getClass().getSimpleName(), e);
            return;
        }
        families.forEach(this::add);
    }

    private void add(String name, Supplier<? extends Collected> supplier) {
        try {
            Collected families = supplier.get();
            if (families instanceof JobFamilies ofJobs) {
                addJobs(ofJobs);
            } else {
                addOthers(families.snapshots());
            }
        } catch (RuntimeException e) {
            leftOut.put(name, e);
        }
    }

    /** Makes the tables now, so that a failure is known. */
    private void addJobs(JobFamilies families) {
        if (JobFamilies.METRICS.stream().anyMatch(this::isWanted)) {
            families.tables();
            jobs.add(families);
        }
    }

    private void addOthers(List<MetricSnapshot> families) {
        List<MetricSnapshot> wanted = families.stream()
                .filter(family -> isWanted(family.getMetadata()))
                .toList();
        wanted.forEach(this::requireNoConflict);
        wanted.forEach(family -> byName.put(family.getMetadata().getPrometheusName(), family));
        others.addAll(wanted);
    }

    boolean isWanted(Metric metric) {
        return isWanted(metric.metadata());
    }

    private boolean isWanted(MetricMetadata family) {
        return isWanted.test(family.getPrometheusName());
    }

    /** Returns the families about single jobs, of each collector that has any. */
    List<JobFamilies> jobs() {
        return jobs;
    }

    /** Returns all other families. */
    MetricSnapshots otherSnapshots() {
        return new MetricSnapshots(others);
    }

    /** Returns all families. */
    MetricSnapshots snapshots() {
        return new MetricSnapshots(oneByOne().map(Supplier::get).toList());
    }

    /** Returns all families, each of which is made when it is asked for. */
    Stream<Supplier<MetricSnapshot>> oneByOne() {
        Stream<Supplier<MetricSnapshot>> ofJobs = jobs.stream()
                .flatMap(families -> JobFamilies.METRICS.stream()
                        .filter(this::isWanted)
                        .map(metric -> () -> families.snapshot(metric)));
        return Stream.concat(ofJobs, others.stream().map(family -> () -> family));
    }

    Map<String, RuntimeException> leftOut() {
        return Map.copyOf(leftOut);
    }

    /** Refuses a family with the name of another and a different type, because the client library refuses all for it. */
    private void requireNoConflict(MetricSnapshot family) {
        String name = family.getMetadata().getPrometheusName();
        MetricSnapshot other = byName.get(name);
        if (other != null) {
            new MetricSnapshots(other, family);
        }
    }
}
