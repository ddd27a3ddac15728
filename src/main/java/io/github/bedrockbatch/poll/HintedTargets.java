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
        /** It depends on what AWS does not tell. */
        UNDECIDED
    }

    /**
     * Returns whether any watch covers jobs of a target. If that depends on the caller's account, and AWS has not told it, AWS is asked first:
     * what is undecided comes back only when its queue shows it again.
     */
    Coverage coverage(Target target);

    /** Looks at jobs of a target that is watched, once nothing else asks about the target. */
    HintResult look(Target target, HintedJobs hinted);
}
