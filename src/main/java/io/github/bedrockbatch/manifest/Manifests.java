package io.github.bedrockbatch.manifest;

import io.github.bedrockbatch.job.Target;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** The reading of the output manifests of all targets, one reader for each. Thread-safe. */
public final class Manifests {
    private final Function<Target, ManifestPoll> newPoll;
    private final Map<Target, ManifestPoll> polls = new ConcurrentHashMap<>();

    public Manifests(Function<Target, ManifestPoll> newPoll) {
        this.newPoll = newPoll;
    }

    /** Reads the manifests of a target that are due. */
    public void read(Target target) {
        polls.computeIfAbsent(target, newPoll).run();
    }
}
