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
    private Duration lookTook = Duration.ZERO;
    private int looksInARow;
    private int held;
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
    }

    /** Takes a hint, to be looked at once others were awaited for a moment; false when the lane is full. */
    synchronized boolean offer(Hint hint) {
        if (held == MOST_HELD) {
            return false;
        }
        pending.add(hint);
        held++;
        if (held == MOST_HELD) {
            notifyAll();
        }
        if (!running) {
            running = true;
            executor.execute(this::run);
        }
        return true;
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
        long began = System.nanoTime();
        try {
            look(hints);
        } catch (RuntimeException | Error e) {
            listener.lookFailed(target, e);
        } finally {
            looked(hints.size(), Duration.ofNanos(System.nanoTime() - began));
        }
    }

    private synchronized void looked(int count, Duration took) {
        held -= count;
        lookTook = took;
    }

    /** Waits for others and takes them all; none when the lane has become idle. */
    private synchronized List<Hint> take() throws InterruptedException {
        if (pending.isEmpty()) {
            running = false;
            looksInARow = 0;
            lookTook = Duration.ZERO;
            return List.of();
        }
        awaitOthers(holdOff.before(looksInARow++));
        List<Hint> taken = List.copyOf(pending);
        pending.clear();
        return taken;
    }

    /** No longer than there is room for them, but as long as the last look took: half of the target's time is for others. */
    private void awaitOthers(Duration wait) throws InterruptedException {
        long began = System.nanoTime();
        for (long left = left(wait, began); left > 0; left = left(wait, began)) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private long left(Duration wait, long began) {
        long least = lookTook.toNanos();
        long whole = held < MOST_HELD ? Math.max(wait.toNanos(), least) : least;
        return whole - (System.nanoTime() - began);
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

    /** What the program's end leaves unseen comes back, and is no failure. */
    private void end(NotificationQueue queue, List<Hint> hints, LookResult result) {
        Map<LookOutcome, List<Hint>> byOutcome = hints.stream()
                .collect(Collectors.groupingBy(hint -> result.outcomes().getOrDefault(hint.job(), LookOutcome.FAILED)));
        if (Thread.currentThread().isInterrupted()) {
            byOutcome.remove(LookOutcome.FAILED);
        }
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
