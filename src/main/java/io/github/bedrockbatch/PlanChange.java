package io.github.bedrockbatch;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.watch.TargetPlan;
import java.util.Map;

/**
 * What a configuration says about each target, beside what the one before said.
 *
 * @param before empty if there was none
 */
record PlanChange(Map<Target, TargetPlan> before, Map<Target, TargetPlan> now) {
    /** Returns whether a target is reached in another way than before, so that what was denied may not be any more. */
    boolean isReachedAnew(Target planned) {
        return hasBoth(planned) && !now.get(planned).isReachedAs(before.get(planned));
    }

    /** Returns whether other jobs of a target are watched than before. */
    boolean isWatchedAnew(Target planned) {
        return hasBoth(planned)
                && !now.get(planned).watches().equals(before.get(planned).watches());
    }

    private boolean hasBoth(Target planned) {
        return before.containsKey(planned) && now.containsKey(planned);
    }
}
