package io.github.bedrockbatch.notification;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.source.FetchResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A queue in memory: each answer is given once, then a receiver waits. */
final class FakeQueue implements NotificationQueue {
    static final Target HOME = new Target("210987654321", "eu-west-1");

    private final BlockingQueue<FetchResult<List<Notification>>> answers = new LinkedBlockingQueue<>();
    private final Set<String> deleted = new ConcurrentSkipListSet<>();
    private final InstantSource clock;
    private final CountDownLatch deleting = new CountDownLatch(1);
    private volatile CountDownLatch held = new CountDownLatch(0);
    private final AtomicInteger receivers = new AtomicInteger();
    private int receipts;

    FakeQueue(InstantSource clock) {
        this.clock = clock;
    }

    /** Sends messages, in batches of ten. */
    void send(List<JobArn> jobs) {
        List<Notification> batch = new ArrayList<>();
        for (JobArn job : jobs) {
            batch.add(new Notification.StateChange(
                    receipt(), job, null, clock.instant().minus(Duration.ofSeconds(1))));
            if (batch.size() == MAX_AT_ONCE) {
                answer(batch);
                batch.clear();
            }
        }
        if (!batch.isEmpty()) {
            answer(batch);
        }
    }

    /** Lets a receiver wait in vain. */
    void sendNothing() {
        answer(List.of());
    }

    /** Sends a message that says when it happened. */
    void send(JobArn job, Instant time) {
        answer(List.of(new Notification.StateChange(receipt(), job, null, time)));
    }

    void sendMalformed() {
        answer(List.of(new Notification.Malformed(receipt(), 7, "not JSON")));
    }

    void fail(String reason) {
        answers.add(new FetchResult.Failed<>("Connection", reason));
    }

    /** Lets deletions wait until they are interrupted; what is given says when one does. */
    CountDownLatch holdDeletions() {
        held = new CountDownLatch(1);
        return deleting;
    }

    Set<String> deleted() {
        return deleted;
    }

    @Override
    public Target home() {
        return HOME;
    }

    @Override
    public String name() {
        return "memory:queue";
    }

    @Override
    public FetchResult<List<Notification>> receive() {
        receivers.incrementAndGet();
        try {
            return answers.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new FetchResult.Failed<>("Other", "interrupted");
        } finally {
            receivers.decrementAndGet();
        }
    }

    /** Whether a receiver waits. */
    boolean isAwaited() {
        return receivers.get() > 0;
    }

    @Override
    public FetchResult<Integer> delete(List<String> done) {
        if (held.getCount() > 0 && !isOpen()) {
            return new FetchResult.Failed<>("Other", "interrupted");
        }
        deleted.addAll(done);
        return new FetchResult.Found<>(done.size(), clock.instant());
    }

    private boolean isOpen() {
        deleting.countDown();
        try {
            held.await();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void answer(List<Notification> batch) {
        answers.add(new FetchResult.Found<>(List.copyOf(batch), clock.instant()));
    }

    private String receipt() {
        return "receipt-" + receipts++;
    }
}
