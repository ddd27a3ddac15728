package io.github.bedrockbatch.notification;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.poll.HintedJobs;
import io.github.bedrockbatch.poll.HintedTargets;
import io.github.bedrockbatch.poll.LookResult;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at what hints are about, and deletes the messages of those that are done with. */
final class HintHandler {
    private final HintedTargets targets;
    private final NotificationListener listener;
    private final Deletions deletions;

    HintHandler(HintedTargets targets, NotificationListener listener, Deletions deletions) {
        this.targets = targets;
        this.listener = listener;
        this.deletions = deletions;
    }

    /** Looks once at the jobs of all hints about a target. Throws nothing but what the listener throws of a look that failed. */
    void handle(Target target, List<Hint> hints) {
        try {
            LookResult result = look(target, jobs(hints));
            hints.stream().collect(Collectors.groupingBy(Hint::queue)).forEach((queue, own) -> end(queue, own, result));
        } catch (RuntimeException | Error e) {
            listener.lookFailed(target, e);
        }
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

    private LookResult look(Target target, HintedJobs jobs) {
        try {
            LookResult result = targets.look(target, jobs);
            listener.looked(target, result);
            return result;
        } catch (RuntimeException | Error e) {
            listener.lookFailed(target, e);
            return LookResult.of(jobs.arns(), LookResult.Outcome.FAILED);
        }
    }

    /** What the program's end leaves unseen comes back, and is no failure. */
    private void end(NotificationQueue queue, List<Hint> hints, LookResult result) {
        Map<LookResult.Outcome, List<Hint>> byOutcome = hints.stream()
                .collect(Collectors.groupingBy(
                        hint -> result.outcomes().getOrDefault(hint.job(), LookResult.Outcome.FAILED)));
        if (Thread.currentThread().isInterrupted()) {
            byOutcome.remove(LookResult.Outcome.FAILED);
        }
        byOutcome.forEach((outcome, some) -> listener.ended(queue, NotificationResult.of(outcome), some.size()));
        byOutcome.remove(LookResult.Outcome.FAILED);
        deletions.delete(
                queue,
                byOutcome.values().stream()
                        .flatMap(List::stream)
                        .map(Hint::receipt)
                        .toList());
    }
}
