package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.Target;

/** Is told of each cycle. */
@FunctionalInterface
public interface CycleListener {
    /** A cycle ended, whatever came of it. */
    void ended(CycleResult result);

    /** A cycle could not begin, because it is not known by whose credentials the target is reached. */
    default void notBegun(Target target, String reason) {}

    /** It is known now by whose credentials such a target is reached. */
    default void canBegin(Target target) {}
}
