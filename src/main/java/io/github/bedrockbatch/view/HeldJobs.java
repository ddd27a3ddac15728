package io.github.bedrockbatch.view;

import io.github.bedrockbatch.job.JobStatus.Unknown;
import io.github.bedrockbatch.journal.RetentionRules;
import io.github.bedrockbatch.journal.TrackedJob;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The jobs of one target whose retention is not over, with what is told of them together, so that a scrape need not look at each.
 * Immutable.
 *
 * @param byId the jobs by their ids
 * @param rows the same jobs, in no order
 * @param models the ids of their models
 * @param nextExpiry when the first of them is to leave; null when none is
 */
public record HeldJobs(
        Map<String, TrackedJob> byId,
        List<TrackedJob> rows,
        Set<String> models,
        @Nullable Instant nextExpiry) {
    static final HeldJobs NONE = new HeldJobs(Map.of(), List.of(), Set.of(), null);

    public HeldJobs {
        byId = Collections.unmodifiableMap(byId);
        rows = List.copyOf(rows);
        models = Set.copyOf(models);
    }

    /** Returns these jobs with newer rows, and without those that have expired. */
    HeldJobs with(List<TrackedJob> newer, ViewRules rules, Instant now) {
        Map<String, TrackedJob> next = new HashMap<>(byId);
        newer.forEach(row -> next.put(row.arn().jobId(), row));
        next.values().removeIf(row -> rules.isExpired(row, now));
        return new HeldJobs(
                next,
                List.copyOf(next.values()),
                next.values().stream()
                        .map(row -> row.job().snapshot().modelId())
                        .collect(Collectors.toSet()),
                next.values().stream()
                        .map(rules::expiry)
                        .filter(Objects::nonNull)
                        .min(Instant::compareTo)
                        .orElse(null));
    }

    /** Returns whether some have expired. */
    boolean haveExpired(Instant now) {
        return nextExpiry != null && !nextExpiry.isAfter(now);
    }

    static boolean isActive(TrackedJob row) {
        return !isUnknown(row) && RetentionRules.isRunning(row);
    }

    static boolean isUnknown(TrackedJob row) {
        return row.job().status() instanceof Unknown;
    }
}
