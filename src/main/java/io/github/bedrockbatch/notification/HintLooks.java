package io.github.bedrockbatch.notification;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.poll.HintedJobs;
import io.github.bedrockbatch.poll.LookOutcome;
import io.github.bedrockbatch.poll.LookResult;
import io.github.bedrockbatch.poll.TargetLooks;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks at what hints are about, and deletes the messages of those that are done with. */
final class HintLooks {
    private final TargetLooks looks;
    private final NotificationListener listener;
    private final Deletions deletions;

    HintLooks(TargetLooks looks, NotificationListener listener, Deletions deletions) {
        this.looks = looks;
        this.listener = listener;
        this.deletions = deletions;
    }

    /** One look at the jobs of all hints about a target. It never throws. */
    void look(Target target, List<Hint> hints) {
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
