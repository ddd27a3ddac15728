package io.github.bedrockbatch.poll.notification;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.poll.HintedJobs;
import io.github.bedrockbatch.poll.LookOutcome;
import io.github.bedrockbatch.poll.LookResult;
import io.github.bedrockbatch.poll.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The hints about one target. What comes during a look waits for the next, which is at all of it. */
final class HintLane {
    private static final int MOST_HELD = 1_000;

    private final Target target;
    private final TargetLooks looks;
    private final NotificationListener listener;
    private final Deletions deletions;
    private final Executor executor;
    private final HoldOff holdOff;
    private final List<Hint> pending = new ArrayList<>();
    private Duration patience;
    private long pendingSince;
    private int held;
    private boolean released;
    private boolean running;

    HintLane(
            Target target,
            TargetLooks looks,
            NotificationListener listener,
            Deletions deletions,
            Executor executor,
            HoldOff holdOff) {
        this.target = target;
        this.looks = looks;
        this.listener = listener;
        this.deletions = deletions;
        this.executor = executor;
        this.holdOff = holdOff;
        this.patience = holdOff.first();
    }

    /** Takes a hint, to be looked at once the lane is released or others were awaited for long enough; false when it is full. */
    synchronized boolean offer(Hint hint) {
        if (held == MOST_HELD) {
            return false;
        }
        if (pending.isEmpty()) {
            pendingSince = System.nanoTime();
        }
        pending.add(hint);
        held++;
        if (held == MOST_HELD) {
            release();
        }
        if (!running) {
            running = true;
            executor.execute(this::run);
        }
        return true;
    }

    /** Says that no others are to be awaited. */
    synchronized void release() {
        released = !pending.isEmpty();
        notifyAll();
    }

    private void run() {
        try {
            for (List<Hint> hints = take(); !hints.isEmpty(); hints = take()) {
                turn(hints);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn(List<Hint> hints) {
        try {
            look(hints);
        } catch (RuntimeException | Error e) {
            listener.lookFailed(target, e);
        } finally {
            drop(hints.size());
        }
    }

    private synchronized List<Hint> take() throws InterruptedException {
        if (pending.isEmpty()) {
            running = false;
            patience = holdOff.first();
            return List.of();
        }
        long left = patience.toNanos() - (System.nanoTime() - pendingSince);
        while (!released && left > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = patience.toNanos() - (System.nanoTime() - pendingSince);
        }
        patience = released ? holdOff.first() : holdOff.after(patience);
        released = false;
        List<Hint> taken = List.copyOf(pending);
        pending.clear();
        return taken;
    }

    private synchronized void drop(int count) {
        held -= count;
    }

    private void look(List<Hint> hints) {
        LookResult result = look(jobs(hints));
        Map<NotificationQueue, List<Hint>> byQueue = hints.stream().collect(Collectors.groupingBy(Hint::queue));
        byQueue.forEach((queue, own) -> end(queue, own, result));
    }

    private static HintedJobs jobs(List<Hint> hints) {
        Map<JobArn, Set<JobStatus>> statuses = new HashMap<>();
        for (Hint hint : hints) {
            Set<JobStatus> said = statuses.computeIfAbsent(hint.job(), first -> new HashSet<>());
            if (hint.status() != null) {
                said.add(hint.status());
            }
        }
        return new HintedJobs(statuses);
    }

    private LookResult look(HintedJobs jobs) {
        try {
            LookResult result = looks.look(target, jobs);
            listener.looked(target, result);
            return result;
        } catch (RuntimeException | Error e) {
            listener.lookFailed(target, e);
            return LookResult.of(jobs.arns(), LookOutcome.FAILED);
        }
    }

    private void end(NotificationQueue queue, List<Hint> hints, LookResult result) {
        Map<LookOutcome, List<Hint>> byOutcome = hints.stream()
                .collect(Collectors.groupingBy(hint -> result.outcomes().getOrDefault(hint.job(), LookOutcome.FAILED)));
        byOutcome.forEach((outcome, some) -> listener.ended(queue, NotificationResult.of(outcome), some.size()));
        byOutcome.remove(LookOutcome.FAILED);
        deletions.delete(
                queue,
                byOutcome.values().stream()
                        .flatMap(List::stream)
                        .map(Hint::receipt)
                        .toList());
    }
}
