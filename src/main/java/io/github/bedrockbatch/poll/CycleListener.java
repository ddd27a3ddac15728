package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.Target;
import java.time.Duration;
import java.util.Optional;

/** Is told of each cycle. */
@FunctionalInterface
public interface CycleListener {
    /** A cycle ended, whatever came of it. */
    void ended(CycleResult result);

    /**
     * A cycle could not begin, because it is not known by whose credentials the target is reached.
     *
     * @param code one of {@link io.github.bedrockbatch.source.ErrorCodes}
     */
    default void notBegun(Target target, String code, String reason) {}

    /**
     * A cycle asked for tags, which it can do without.
     *
     * @param failure why none came; empty if all came
     */
    default void tagsAsked(Target target, Optional<String> failure) {}

    /** It is known now by whose credentials such a target is reached. */
    default void canBegin(Target target) {}

    /** After a cycle or a look, polls of a target are to begin in this interval. */
    default void paced(Target target, Duration interval) {}
}
