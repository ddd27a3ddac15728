package io.github.bedrockbatch.web;

import java.time.Duration;
import java.util.List;

/** What the server does each second, on a thread of its own until that is interrupted. */
final class EverySecond {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private EverySecond() {}

    static Thread start(List<Runnable> tasks) {
        return Thread.ofVirtual().name("web-watch").start(() -> run(tasks));
    }

    private static void run(List<Runnable> tasks) {
        try {
            while (true) {
                Thread.sleep(INTERVAL);
                tasks.forEach(Runnable::run);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
