package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.Target;

/** The targets whose jobs can be looked at between their cycles. */
public interface HintedTargets {
    /** Whether any watch covers jobs of a target. */
    enum Coverage {
        /** One does. */
        WATCHED,
        /** None does. */
        UNWATCHED,
        /** It depends on what AWS has yet to tell. */
        UNDECIDED
    }

    /** Returns whether any watch covers jobs of a target. Asks nobody. */
    Coverage coverage(Target target);

    /** Looks at jobs of a target that is watched, once nothing else asks about the target. */
    HintResult look(Target target, HintedJobs hinted);
}
