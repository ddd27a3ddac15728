package io.github.bedrockbatch.poll.notification;

import io.github.bedrockbatch.poll.HintedJobs;
import io.github.bedrockbatch.poll.LookResult;
import io.github.bedrockbatch.poll.Target;

/** The door through which jobs are looked at: the lane of their target. */
public interface TargetLooks {
    /** Whether any watch covers jobs of a target; asks nobody. */
    boolean isWatched(Target target);

    /** Looks at jobs of a target that is watched, when its lane is free. */
    LookResult look(Target target, HintedJobs hinted);
}
