package io.github.bedrockbatch.notification;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.source.FetchResult;
import java.util.List;

/** Where notifications come from. It never throws for what AWS or the network does. */
public interface NotificationQueue {
    /** The maximum number of messages in one answer. */
    int MAX_AT_ONCE = 10;

    /** Returns the account and region that hold the queue. */
    Target home();

    /** Returns the queue's name in logs: its URL. */
    String name();

    /** Waits a short time for messages and returns them, perhaps none. Messages that are not deleted are redelivered. */
    FetchResult<List<Notification>> receive();

    /** Deletes notifications by their receipts, and returns their number. */
    FetchResult<Integer> delete(List<String> receipts);
}
