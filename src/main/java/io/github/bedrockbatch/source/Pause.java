package io.github.bedrockbatch.source;

import java.time.Duration;

/** Lets the calling thread wait. */
@FunctionalInterface
public interface Pause {
    void of(Duration duration) throws InterruptedException;
}
