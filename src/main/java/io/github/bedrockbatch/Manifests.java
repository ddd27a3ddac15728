package io.github.bedrockbatch;

import io.github.bedrockbatch.poll.ManifestPoll;
import io.github.bedrockbatch.poll.Target;
import io.github.bedrockbatch.schedule.Schedule;
import io.github.bedrockbatch.schedule.Task;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The reading of output manifests, where it is wanted: for each target in a task of its own, beside its polls. */
final class Manifests {
    private static final String TASK = "manifests";
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final boolean wanted;
    private final Function<Target, ManifestPoll> makePoll;
    private final Map<Target, ManifestPoll> polls = new ConcurrentHashMap<>();

    Manifests(boolean wanted, Function<Target, ManifestPoll> makePoll) {
        this.wanted = wanted;
        this.makePoll = makePoll;
    }

    boolean wanted() {
        return wanted;
    }

    List<Task> tasks(Lanes lanes) {
        return wanted ? lanes.tasks(TASK, INTERVAL, this::read) : List.of();
    }

    /** After a cycle: jobs may have ended in it. */
    void readSoon(Target target, Lanes lanes, Schedule schedule) {
        if (wanted) {
            schedule.runSoon(lanes.taskName(TASK, target));
        }
    }

    private void read(Target target) {
        polls.computeIfAbsent(target, makePoll).run();
    }
}
