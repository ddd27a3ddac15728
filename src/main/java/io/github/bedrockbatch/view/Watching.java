package io.github.bedrockbatch.view;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import java.util.HashSet;
import java.util.Set;

/** Says what is watched now. Implementations are thread-safe and make no request. */
public interface Watching {
    /** Returns the targets that are known to be watched. */
    Set<Target> targets();

    /** Returns the regions that are watched in the caller's own account while that is not known. */
    Set<String> unresolvedRegions();

    /** Returns whether all jobs of a target are watched, or may be once the caller's account is known. */
    boolean watchesAll(Target target);

    /** Returns whether a job is watched, or may be once the caller's account is known. */
    boolean isWatched(JobArn job);

    /** Returns the targets that are shown: the watched ones, and those in unresolved regions that a view has. */
    default Set<Target> shown(JobsView view) {
        Set<Target> shown = new HashSet<>(targets());
        Set<String> unresolved = unresolvedRegions();
        view.targets().keySet().stream()
                .filter(target -> unresolved.contains(target.region()))
                .forEach(shown::add);
        return shown;
    }

    /** Returns the targets that are shown, and those unresolved regions of which no former target is, under {@link Target#UNKNOWN_ACCOUNT}. */
    default Set<Target> polled(JobsView view) {
        Set<Target> watched = targets();
        Set<Target> shown = shown(view);
        Set<Target> polled = new HashSet<>(shown);
        for (String region : unresolvedRegions()) {
            if (shown.stream().noneMatch(target -> target.region().equals(region) && !watched.contains(target))) {
                polled.add(new Target(Target.UNKNOWN_ACCOUNT, region));
            }
        }
        return polled;
    }
}
