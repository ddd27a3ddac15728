package io.github.bedrockbatch.poll.notification;

import java.time.Duration;

/** Lets the calling thread wait. */
@FunctionalInterface
interface Pause {
    void of(Duration duration) throws InterruptedException;
}
