package io.github.bedrockbatch.notification;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.poll.HintResult;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Notes what it is told. */
final class Ledger implements NotificationListener {
    private final Map<HintOutcome, Integer> results = new ConcurrentHashMap<>();
    private final List<Duration> ages = new CopyOnWriteArrayList<>();
    private final List<String> notes = new CopyOnWriteArrayList<>();

    private volatile boolean broken;

    /** Lets it throw an error when it is told of a look that failed. */
    void breakDown(boolean down) {
        broken = down;
    }

    int count(HintOutcome outcome) {
        return results.getOrDefault(outcome, 0);
    }

    List<Duration> ages() {
        return ages;
    }

    List<String> notes() {
        return notes;
    }

    @Override
    public void received(NotificationQueue queue, Duration age) {
        ages.add(age);
    }

    @Override
    public void ended(NotificationQueue queue, HintOutcome outcome, int count) {
        results.merge(outcome, count, Integer::sum);
    }

    @Override
    public void malformed(NotificationQueue queue, int size, String reason) {
        notes.add(size + ": " + reason);
    }

    @Override
    public void looked(Target target, HintResult result) {
        notes.add("looked at " + target);
    }

    @Override
    public void lookFailed(Target target, Throwable cause) {
        notes.add(target + ": " + cause.getMessage());
        if (broken) {
            throw new AssertionError("broken for the test");
        }
    }

    @Override
    public void succeeded(NotificationQueue queue, Operation operation) {
        notes.add(operation + " succeeded");
    }

    @Override
    public void left(NotificationQueue queue) {
        notes.add("left");
    }

    @Override
    public void failed(NotificationQueue queue, Operation operation, String reason) {
        notes.add(operation + " failed: " + reason);
    }
}
