package io.github.bedrockbatch.notification;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.notification.TargetHints.Hint;
import io.github.bedrockbatch.poll.HintResult;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import io.github.bedrockbatch.poll.HintedJobs;
import io.github.bedrockbatch.poll.HintedTargets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Looks at what hints are about, and deletes the messages of those that are done with.
 *
 * @param delete deletes messages of a queue by their receipts, without waiting
 */
record HintHandler(
        HintedTargets targets,
        List<NotificationListener> listeners,
        BiConsumer<NotificationQueue, List<String>> delete) {
    /** Looks once at the jobs of all hints about a target. Throws nothing but what a listener throws of a look that failed. */
    void handle(Target target, List<Hint> hints) {
        try {
            HintResult result = look(target, jobs(hints));
            hints.stream().collect(Collectors.groupingBy(Hint::queue)).forEach((queue, own) -> end(queue, own, result));
        } catch (RuntimeException | Error e) {
            failed(target, e);
        }
    }

    private static HintedJobs jobs(List<Hint> hints) {
        Map<JobArn, Set<JobStatus>> statuses = new HashMap<>();
        for (Hint hint : hints) {
            Set<JobStatus> said = statuses.computeIfAbsent(hint.change().job(), first -> new HashSet<>());
            if (hint.change().status() != null) {
                said.add(hint.change().status());
            }
        }
        return new HintedJobs(statuses);
    }

    private HintResult look(Target target, HintedJobs jobs) {
        try {
            HintResult result = targets.look(target, jobs);
            listeners.forEach(listener -> listener.looked(target, result));
            return result;
        } catch (RuntimeException | Error e) {
            failed(target, e);
            return HintResult.of(jobs.arns(), HintOutcome.FAILED);
        }
    }

    private void failed(Target target, Throwable cause) {
        listeners.forEach(listener -> listener.lookFailed(target, cause));
    }

    /** What the program's end leaves unseen comes back, and is no failure. */
    private void end(NotificationQueue queue, List<Hint> hints, HintResult result) {
        Map<HintOutcome, List<String>> receipts = hints.stream()
                .collect(Collectors.groupingBy(
                        hint -> result.outcomes().getOrDefault(hint.change().job(), HintOutcome.FAILED),
                        Collectors.mapping(hint -> hint.change().receipt(), Collectors.toList())));
        if (Thread.currentThread().isInterrupted()) {
            receipts.remove(HintOutcome.FAILED);
        }
        receipts.forEach((outcome, some) -> listeners.forEach(listener -> listener.ended(queue, outcome, some.size())));
        receipts.remove(HintOutcome.FAILED);
        delete.accept(queue, receipts.values().stream().flatMap(List::stream).toList());
    }
}
