package io.github.bedrockbatch.metrics;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.Models;
import io.github.bedrockbatch.journal.TotalKey;
import io.github.bedrockbatch.journal.TrackedJob;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * How many models are counted as {@link Models#OTHER}. It is told from the jobs that are kept and from the models that have
 * totals: a list of its own would grow without bound, and this is the same after a restart.
 */
final class FoldedModels {
    private FoldedModels() {}

    static Map<Target, Long> of(JobState state) {
        Map<Target, Set<String>> counted = new HashMap<>();
        count(state.totals().keySet(), counted);
        count(state.badTotals(), counted);
        Map<Target, Models> own = new HashMap<>();
        counted.forEach((target, models) -> own.put(target, new Models(models)));
        Map<Target, Set<String>> seen = state.rows().values().stream()
                .collect(groupingBy(
                        TrackedJob::target, mapping(row -> row.job().snapshot().modelId(), toSet())));
        Map<Target, Long> folded = new HashMap<>();
        own.forEach((target, models) -> folded.put(
                target,
                seen.getOrDefault(target, Set.of()).stream()
                        .filter(models::isFolded)
                        .count()));
        return folded;
    }

    private static void count(Set<TotalKey> keys, Map<Target, Set<String>> counted) {
        keys.stream()
                .filter(key -> key.total().isByModel())
                .forEach(key -> counted.computeIfAbsent(key.target(), target -> new HashSet<>())
                        .add(key.first()));
    }
}
