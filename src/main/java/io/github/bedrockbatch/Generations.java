package io.github.bedrockbatch;

import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.PollIntervals;
import io.github.bedrockbatch.poll.HintResult;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import io.github.bedrockbatch.poll.HintedJobs;
import io.github.bedrockbatch.poll.HintedTargets;
import io.github.bedrockbatch.schedule.Task;
import io.github.bedrockbatch.view.Watching;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The generation in force, for all that outlives it. When another begins, what is under way goes on to its end under the one before, which is
 * closed then. Thread-safe.
 */
final class Generations implements Watching, HintedTargets, AutoCloseable {
    /** How many runs each generation that is not closed has under way, and one more until it is retired. Guarded by this. */
    private final Map<Generation, Integer> underWay = new HashMap<>();

    private final Set<Target> formerTargets = ConcurrentHashMap.newKeySet();
    private final Set<Target> formerQueues = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Generation current;
    private boolean closed;

    /** Lets a generation take the place of the one before, which is to be {@link #retire}d. If this is closed it is closed at once. */
    void begin(Generation next) {
        Generation before = current;
        if (replace(next)) {
            next.begin();
            if (before != null) {
                remember(before);
            }
        } else {
            next.close();
        }
    }

    /** Closes a generation that is not in force any more, as soon as its last run is over. */
    void retire(Generation before) {
        leave(before);
    }

    /** Returns the generation in force. */
    Generation current() {
        return Objects.requireNonNull(current, "no generation has begun");
    }

    /** Returns the configuration in force. */
    Configuration configuration() {
        return current().configuration();
    }

    /**
     * Returns what is to be scheduled. Each run of a task is one of the generation that is in force by then.
     *
     * @param intervals those of a target's polls in the store
     */
    List<Task> tasks(Function<Target, Optional<PollIntervals>> intervals) {
        return current().plannedTasks(intervals).stream()
                .map(task -> new Task(task.name(), task.interval(), () -> run(task.name())))
                .toList();
    }

    private void run(String task) {
        Optional<Generation> generation = enter();
        try {
            generation.ifPresent(entered -> entered.tasks().run(task));
        } finally {
            generation.ifPresent(this::leave);
        }
    }

    /**
     * Returns whether the series about a target are shown: not if it was watched once and is watched no more. One that may be the caller's own
     * is shown while AWS has yet to tell.
     */
    boolean isTargetShown(Target target) {
        return !formerTargets.contains(target)
                || current().series().isAbout(target)
                || current().unresolvedRegions().contains(target.region());
    }

    /** Returns whether the series about notifications of an account and region are shown. */
    boolean isQueueShown(Target home) {
        return !formerQueues.contains(home) || current().series().isOfQueue(home);
    }

    @Override
    public Set<Target> targets() {
        return current().targets();
    }

    @Override
    public Set<String> unresolvedRegions() {
        return current().unresolvedRegions();
    }

    @Override
    public boolean watchesAll(Target target) {
        return current().watchesAll(target);
    }

    @Override
    public boolean isWatched(JobArn job) {
        return current().isWatched(job);
    }

    @Override
    public Coverage coverage(Target target) {
        return current().coverage(target);
    }

    @Override
    public HintResult look(Target target, HintedJobs hinted) {
        Optional<Generation> generation = enter();
        try {
            return generation
                    .map(entered -> entered.look(target, hinted))
                    .orElseGet(() -> HintResult.of(hinted.arns(), HintOutcome.FAILED));
        } finally {
            generation.ifPresent(this::leave);
        }
    }

    /** Closes all generations: to be called when nothing runs any more. */
    @Override
    public void close() {
        Set<Generation> open;
        synchronized (this) {
            closed = true;
            open = Set.copyOf(underWay.keySet());
            underWay.clear();
        }
        open.forEach(Generation::close);
    }

    private synchronized boolean replace(Generation next) {
        if (!closed) {
            current = next;
            underWay.put(next, 1);
        }
        return !closed;
    }

    private synchronized Optional<Generation> enter() {
        if (closed) {
            return Optional.empty();
        }
        Generation entered = current();
        underWay.merge(entered, 1, Integer::sum);
        return Optional.of(entered);
    }

    private void leave(Generation left) {
        if (isDone(left)) {
            remember(left);
            left.close();
        }
    }

    /** Counts a run that is over, and takes out a generation that has none any more. */
    private synchronized boolean isDone(Generation left) {
        underWay.computeIfPresent(left, (same, runs) -> runs - 1);
        return underWay.remove(left, 0);
    }

    /** Remembers what a generation had series of. Its last runs may have brought more into being. */
    private void remember(Generation former) {
        formerTargets.addAll(former.series().targets());
        formerQueues.addAll(former.series().queueHomes());
    }
}
