package io.github.bedrockbatch.testing;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.notification.Notification;
import io.github.bedrockbatch.notification.NotificationQueue;
import io.github.bedrockbatch.source.FetchResult;
import java.util.List;

/** A queue that is only named. */
public record SilentQueue(Target home) implements NotificationQueue {
    @Override
    public String name() {
        return "memory://queues/silent";
    }

    @Override
    public FetchResult<List<Notification>> receive() {
        throw new AssertionError("nobody receives");
    }

    @Override
    public FetchResult<Integer> delete(List<String> receipts) {
        throw new AssertionError("nobody deletes");
    }
}
