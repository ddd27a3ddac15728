package io.github.bedrockbatch.notification;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.poll.HintResult;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import io.github.bedrockbatch.poll.HintedJobs;
import io.github.bedrockbatch.poll.HintedTargets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Targets that answer what they are told to, and can be held. */
final class FakeLooks implements HintedTargets {
    /** A target of which nobody knows yet whether it is watched. */
    static final Target UNDECIDED = new Target("123456789012", "eu-north-1");

    private final List<Set<JobArn>> looks = new CopyOnWriteArrayList<>();
    private final Map<Target, CountDownLatch> held = new ConcurrentHashMap<>();
    private final Set<Target> watched;
    private volatile HintOutcome outcome = HintOutcome.RECORDED;
    private volatile boolean broken;

    FakeLooks(Target... watched) {
        this.watched = Set.of(watched);
    }

    List<Set<JobArn>> looks() {
        return looks;
    }

    void answer(HintOutcome next) {
        outcome = next;
    }

    void breakDown(boolean down) {
        broken = down;
    }

    /** Lets looks at a target wait until the latch is down. */
    CountDownLatch hold(Target target) {
        return held.computeIfAbsent(target, absent -> new CountDownLatch(1));
    }

    /** Lets the looks after the ones that wait do so for another latch. */
    CountDownLatch holdAgain(Target target) {
        CountDownLatch latch = new CountDownLatch(1);
        held.put(target, latch);
        return latch;
    }

    @Override
    public Coverage coverage(Target target) {
        return target.equals(UNDECIDED)
                ? Coverage.UNDECIDED
                : watched.contains(target) ? Coverage.WATCHED : Coverage.UNWATCHED;
    }

    @Override
    public HintResult look(Target target, HintedJobs hinted) {
        looks.add(hinted.arns());
        if (broken) {
            throw new IllegalStateException("broken for the test");
        }
        try {
            held.getOrDefault(target, new CountDownLatch(0)).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return HintResult.of(hinted.arns(), HintOutcome.FAILED);
        }
        return HintResult.of(hinted.arns(), outcome);
    }
}
