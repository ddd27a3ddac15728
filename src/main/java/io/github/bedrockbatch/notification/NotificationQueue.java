package io.github.bedrockbatch.notification;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.source.FetchResult;
import java.util.List;

/** Where notifications come from. It never throws for what AWS or the network does. */
public interface NotificationQueue {
    /** The most notifications that come at once. */
    int MAX_AT_ONCE = 10;

    /** Returns the account and region that hold the queue. */
    Target home();

    /** Returns the queue's name in logs: its URL. */
    String name();

    /** Waits until there are notifications, but not for long: none is an answer too. What is not deleted comes back. */
    FetchResult<List<Notification>> receive();

    /** Deletes notifications by their receipts, and returns their number. */
    FetchResult<Integer> delete(List<String> receipts);
}
