package io.github.bedrockbatch.metrics;

import io.github.bedrockbatch.journal.Models;
import io.github.bedrockbatch.journal.Total;
import io.github.bedrockbatch.view.TargetView;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The models of a target: those that have totals, and those of running jobs, which an earlier version may have recorded without a total.
 *
 * @param shown the values of {@code model_id} whose series all exist, in order
 */
record CountedModels(Models models, Set<String> shown) {
    /**
     * Returns the models of a target. They are told from what is kept, so that they are the same after a restart and in every process.
     *
     * @param running the jobs that run, by model
     */
    static CountedModels of(TargetView view, Map<String, ?> running) {
        Set<String> counted = Stream.concat(view.totals().keySet().stream(), view.badTotals().stream())
                .filter(key -> key.total().isByModel())
                .map(Total.Key::model)
                .collect(Collectors.toSet());
        Models models = new Models(counted);
        Set<String> shown =
                running.keySet().stream().sorted().map(models::place).collect(Collectors.toCollection(TreeSet::new));
        shown.addAll(models.own());
        if (counted.contains(Models.OTHER)) {
            shown.add(Models.OTHER);
        }
        return new CountedModels(models, shown);
    }

    /** Returns the value of {@code model_id} for the jobs of a model. */
    String label(String model) {
        return models.isFolded(model) ? Models.OTHER : model;
    }

    /** Returns how many models of the jobs that are kept are counted as {@link Models#OTHER}. */
    long folded(TargetView view) {
        return view.jobs().models().stream().filter(models::isFolded).count();
    }
}
