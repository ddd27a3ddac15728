package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.Target;

/** The targets whose jobs can be refreshed between their polls. */
public interface HintedTargets {
    /** Whether any watch covers jobs of a target. */
    enum Coverage {
        /** One does. */
        WATCHED,
        /** None does. */
        UNWATCHED,
        /** It depends on the caller's account, which AWS has not returned. */
        UNDECIDED
    }

    /**
     * Returns whether any watch covers jobs of a target. If that depends on the caller's account, and the account is unknown, AWS is asked
     * first, because an undecided message is handled only when SQS redelivers it.
     */
    Coverage coverage(Target target);

    /** Refreshes jobs of a watched target, after waiting for a poll of the target that is under way. */
    HintResult look(Target target, HintedJobs hinted);
}
