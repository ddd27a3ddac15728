package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.Target;

/** The door through which jobs are looked at: the lane of their target. */
public interface TargetLooks {
    /** Whether any watch covers jobs of a target. */
    enum Coverage {
        /** One does. */
        WATCHED,
        /** None does. */
        UNWATCHED,
        /** It depends on what AWS has yet to tell. */
        UNDECIDED
    }

    /** Whether any watch covers jobs of a target; asks nobody. */
    Coverage coverage(Target target);

    /** Looks at jobs of a target that is watched, when its lane is free. */
    LookResult look(Target target, HintedJobs hinted);
}
