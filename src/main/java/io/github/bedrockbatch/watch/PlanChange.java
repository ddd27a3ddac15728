package io.github.bedrockbatch.watch;

import io.github.bedrockbatch.job.Target;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * What a configuration says about each target, beside what the one before said.
 *
 * @param before empty if there was none
 */
public record PlanChange(Map<Target, TargetPlan> before, Map<Target, TargetPlan> now) {
    /** Returns whether a target is reached in another way than before, so that what was denied may not be any more. */
    public boolean isReachedAnew(Target planned) {
        return differs(planned, TargetPlan::isReachedAs);
    }

    /** Returns whether other jobs of a target are watched than before. */
    public boolean isWatchedAnew(Target planned) {
        return differs(planned, (next, last) -> next.watches().equals(last.watches()));
    }

    private boolean differs(Target planned, BiPredicate<TargetPlan, TargetPlan> areAlike) {
        TargetPlan last = before.get(planned);
        TargetPlan next = now.get(planned);
        return last != null && next != null && !areAlike.test(next, last);
    }
}
