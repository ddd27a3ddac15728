package io.github.bedrockbatch.schedule;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What tells the tasks of a schedule from those before, as far as triggers are concerned: not what is run, but when.
 *
 * @param added tasks whose names are new, in the order of the next ones
 * @param removed names of tasks that are no more
 * @param rescheduled tasks that have another interval than before
 */
record TaskDifference(List<Task> added, List<String> removed, List<Task> rescheduled) {
    static TaskDifference between(Map<String, Task> before, Map<String, Task> next) {
        return new TaskDifference(
                next.values().stream()
                        .filter(task -> !before.containsKey(task.name()))
                        .toList(),
                before.keySet().stream().filter(name -> !next.containsKey(name)).toList(),
                next.values().stream()
                        .filter(task -> isRescheduled(before.get(task.name()), task))
                        .toList());
    }

    private static boolean isRescheduled(@Nullable Task before, Task next) {
        return before != null && !Triggers.interval(before).equals(Triggers.interval(next));
    }
}
