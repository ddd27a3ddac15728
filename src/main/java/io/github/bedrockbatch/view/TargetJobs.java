package io.github.bedrockbatch.view;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobStatus.Unknown;
import io.github.bedrockbatch.journal.RetentionRules;
import io.github.bedrockbatch.journal.TrackedJob;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Jobs of one target with their totals, so that a scrape need not go through the jobs. Immutable. */
public final class TargetJobs {
    private static final Collector<TrackedJob, ?, Map<String, Long>> BY_STATUS =
            unmodifiable(groupingBy(row -> row.job().status().label(), counting()));

    static final TargetJobs NONE = new TargetJobs(Map.of(), null);

    private final Map<String, TrackedJob> byId;
    private final List<TrackedJob> rows;
    private final Map<String, Long> statuses;
    private final Set<String> models;
    private final Map<String, Map<String, Long>> runningByModel;
    private final int active;
    private final @Nullable Instant nextExpiry;

    private TargetJobs(Map<String, TrackedJob> byId, @Nullable Instant nextExpiry) {
        this.byId = Collections.unmodifiableMap(byId);
        this.rows = List.copyOf(byId.values());
        this.statuses = rows.stream().collect(BY_STATUS);
        this.models = rows.stream().map(row -> row.job().snapshot().modelId()).collect(Collectors.toUnmodifiableSet());
        this.runningByModel = rows.stream()
                .filter(RetentionRules::isRunning)
                .collect(unmodifiable(groupingBy(row -> row.job().snapshot().modelId(), BY_STATUS)));
        this.active = (int) rows.stream().filter(TargetJobs::isActive).count();
        this.nextExpiry = nextExpiry;
    }

    private static <V> Collector<TrackedJob, ?, Map<String, V>> unmodifiable(
            Collector<TrackedJob, ?, Map<String, V>> collector) {
        return collectingAndThen(collector, Collections::unmodifiableMap);
    }

    private static TargetJobs of(Map<String, TrackedJob> byId, ViewRules rules) {
        Instant nextExpiry = byId.values().stream()
                .map(rules::expiry)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
        return new TargetJobs(byId, nextExpiry);
    }

    /** Returns these jobs with newer rows, and without those that have expired. */
    TargetJobs with(Collection<TrackedJob> newer, ViewRules rules, Instant now) {
        if (newer.isEmpty() && !haveExpired(now)) {
            return this;
        }
        Map<String, TrackedJob> next = new HashMap<>(byId);
        newer.forEach(row -> next.put(row.arn().jobId(), row));
        next.values().removeIf(row -> rules.isExpired(row, now));
        return of(next, rules);
    }

    /** Returns those of these jobs that are to be kept. */
    TargetJobs only(Predicate<TrackedJob> isKept) {
        Map<String, TrackedJob> kept = new HashMap<>();
        byId.forEach((id, row) -> {
            if (isKept.test(row)) {
                kept.put(id, row);
            }
        });
        return kept.size() == byId.size() ? this : new TargetJobs(kept, nextExpiry);
    }

    /** Returns the jobs by their ids. */
    public Map<String, TrackedJob> byId() {
        return byId;
    }

    /** Returns the jobs in no order. */
    public List<TrackedJob> rows() {
        return rows;
    }

    /** Returns how many jobs have a status, by the label of each that any has. */
    public Map<String, Long> statuses() {
        return statuses;
    }

    /** Returns the ids of the jobs' models. */
    public Set<String> models() {
        return models;
    }

    /** Returns how many of the jobs that have neither ended nor been given up have a status, by their model's id and by its label. */
    public Map<String, Map<String, Long>> runningByModel() {
        return runningByModel;
    }

    /** Returns how many jobs are active. The limit on jobs never drops those. */
    int active() {
        return active;
    }

    static boolean isActive(TrackedJob row) {
        return !isUnknown(row) && RetentionRules.isRunning(row);
    }

    static boolean isUnknown(TrackedJob row) {
        return row.job().status() instanceof Unknown;
    }

    /** Returns when the first of the jobs is to leave; null when none is. */
    @Nullable
    Instant nextExpiry() {
        return nextExpiry;
    }

    /** Returns whether a job is one of these. */
    public boolean has(JobArn job) {
        return byId.containsKey(job.jobId());
    }

    /** Returns whether some have expired. */
    boolean haveExpired(Instant now) {
        return nextExpiry != null && !nextExpiry.isAfter(now);
    }
}
