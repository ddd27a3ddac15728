package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.Target;

/** Is told of each cycle. */
public interface CycleListener {
    /** A cycle ended, whatever came of it. What it recorded is in the store by now. */
    void ended(CycleResult result);

    /** A cycle that goes on has recorded something of this target. */
    default void recorded(Target target) {}

    /** A cycle could not begin, because it is not known by whose credentials the target is reached. */
    default void notBegun(Target target, String reason) {}
}
