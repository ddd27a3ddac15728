package io.github.bedrockbatch.notification;

import io.github.bedrockbatch.notification.NotificationListener.Operation;
import io.github.bedrockbatch.source.FetchResult;
import java.util.List;
import java.util.concurrent.Executor;

/** Deletes what is done with, beside what goes on: neither receiving nor looking waits for it. */
final class Deletions {
    private final NotificationListener listener;
    private final Executor executor;

    Deletions(NotificationListener listener, Executor executor) {
        this.listener = listener;
        this.executor = executor;
    }

    void delete(NotificationQueue queue, List<String> receipts) {
        if (!receipts.isEmpty()) {
            executor.execute(() -> deleteNow(queue, receipts));
        }
    }

    private void deleteNow(NotificationQueue queue, List<String> receipts) {
        FetchResult<Integer> result = queue.delete(receipts);
        if (!Thread.currentThread().isInterrupted()) {
            tell(queue, result);
        }
    }

    private void tell(NotificationQueue queue, FetchResult<Integer> result) {
        switch (result) {
            case FetchResult.Found<Integer> found -> listener.succeeded(queue, Operation.DELETE);
            case FetchResult.NoAnswer<Integer> none -> listener.failed(queue, Operation.DELETE, none.cause());
        }
    }
}
