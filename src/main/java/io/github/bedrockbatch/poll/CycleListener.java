package io.github.bedrockbatch.poll;

/** Is told of each cycle. */
@FunctionalInterface
public interface CycleListener {
    /** A cycle ended, whatever came of it. */
    void ended(CycleResult result);
}
