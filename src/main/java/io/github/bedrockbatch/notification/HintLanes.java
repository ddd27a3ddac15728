package io.github.bedrockbatch.notification;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.poll.TargetLooks;
import io.github.bedrockbatch.poll.TargetLooks.Coverage;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The hints about all targets that are watched. */
final class HintLanes {
    private final TargetLooks looks;
    private final Function<Target, TargetHints> newLane;
    private final Map<Target, TargetHints> lanes = new ConcurrentHashMap<>();

    HintLanes(TargetLooks looks, Function<Target, TargetHints> newLane) {
        this.looks = looks;
        this.newLane = newLane;
    }

    Coverage coverage(Target target) {
        return looks.coverage(target);
    }

    /** Takes a hint about a target that is watched; false when its lane is full. */
    boolean offer(Target target, Hint hint) {
        return lanes.computeIfAbsent(target, newLane).offer(hint);
    }
}
