package io.github.bedrockbatch.web;

import java.time.Duration;

/** What the server does each second, on a thread of its own until that is interrupted. */
final class EverySecond {
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private EverySecond() {}

    static Thread start(String name, Runnable task) {
        return Thread.ofVirtual().name(name).start(() -> run(task));
    }

    private static void run(Runnable task) {
        try {
            while (true) {
                Thread.sleep(INTERVAL);
                task.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
