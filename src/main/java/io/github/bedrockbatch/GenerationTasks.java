package io.github.bedrockbatch;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.manifest.ManifestReader;
import io.github.bedrockbatch.poll.TargetPolls;
import io.github.bedrockbatch.schedule.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The scheduled tasks of a generation. Each target has a task that polls it and, if manifests are read, one that reads them. Each region
 * whose account AWS has to tell has tasks as a target does. One task keeps the store small. Thread-safe.
 */
final class GenerationTasks {
    private static final Duration MANIFESTS_INTERVAL = Duration.ofMinutes(1);
    private static final Duration HOUSEKEEPING_INTERVAL = Duration.ofMinutes(1);
    private static final String MANIFESTS_OF = "manifests of ";

    private final TargetPolls polls;
    private final Map<String, Task> tasks = new LinkedHashMap<>();

    /**
     * Makes the tasks, and runs none.
     *
     * @param interval between two polls of a target
     * @param manifests empty if manifests are not read
     */
    GenerationTasks(
            TargetPolls polls, Duration interval, Optional<ManifestReader> manifests, Housekeeping housekeeping) {
        this.polls = polls;
        addOfTargets("", interval, polls::poll);
        manifests.ifPresent(reader -> addOfTargets(
                MANIFESTS_OF,
                MANIFESTS_INTERVAL,
                planned -> polls.resolved(planned).ifPresent(reader::read)));
        add(new Task("housekeeping", HOUSEKEEPING_INTERVAL, housekeeping::prune));
    }

    private void addOfTargets(String prefix, Duration interval, Consumer<Target> work) {
        polls.plannedTargets()
                .forEach(planned -> add(new Task(prefix + nameOf(planned), interval, () -> work.accept(planned))));
    }

    private void add(Task task) {
        tasks.put(task.name(), task);
    }

    /** Returns the names of all tasks. */
    Set<String> names() {
        return Collections.unmodifiableSet(tasks.keySet());
    }

    /** Returns the name of the task that polls a target. One of the caller's own account is polled in the task of its region. */
    String nameOf(Target target) {
        return polls.configuredTargets().contains(target) ? target.name() : target.region();
    }

    /** Returns all tasks. Planned targets that are given an interval are polled in that one. */
    List<Task> withIntervals(Map<Target, Duration> intervals) {
        Map<String, Task> paced = new LinkedHashMap<>(tasks);
        intervals.forEach((planned, interval) ->
                paced.computeIfPresent(nameOf(planned), (name, task) -> new Task(name, interval, task.run())));
        return List.copyOf(paced.values());
    }

    /** Returns the names of the tasks that are due because these rows were written: of targets that have manifests to read. */
    List<String> due(Collection<TrackedJob> rows, Instant now) {
        return rows.stream()
                .filter(row -> row.manifest() instanceof ManifestState.Awaited awaited && awaited.isDue(now))
                .map(TrackedJob::target)
                .distinct()
                .map(target -> MANIFESTS_OF + nameOf(target))
                .toList();
    }

    /** Runs a task now. Does nothing if there is none of that name. */
    void run(String name) {
        Task task = tasks.get(name);
        if (task != null) {
            task.run().run();
        }
    }
}
