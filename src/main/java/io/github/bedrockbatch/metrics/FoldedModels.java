package io.github.bedrockbatch.metrics;

import io.github.bedrockbatch.journal.Models;
import io.github.bedrockbatch.journal.TotalKey;
import io.github.bedrockbatch.view.TargetView;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How many models are counted as {@link Models#OTHER}. It is told from the jobs that are kept and from the models that have
 * totals: a list of its own would grow without bound, and this is the same after a restart.
 */
final class FoldedModels {
    private FoldedModels() {}

    static long of(TargetView target) {
        Models models = new Models(Stream.concat(target.totals().keySet().stream(), target.badTotals().stream())
                .filter(key -> key.total().isByModel())
                .map(TotalKey::first)
                .collect(Collectors.toSet()));
        return target.jobs().values().stream()
                .map(row -> row.job().snapshot().modelId())
                .distinct()
                .filter(models::isFolded)
                .count();
    }
}
