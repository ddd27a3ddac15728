package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static io.github.bedrockbatch.testing.Examples.job;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import io.github.bedrockbatch.testing.Hinted;
import io.github.bedrockbatch.testing.Selecting;
import io.github.bedrockbatch.watch.DiscoverySelector;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Looks at jobs of which something is said. */
abstract class HintedPollFixture extends TargetPollFixture {
    /** Selects all but the seventh job. */
    static final DiscoverySelector NIGHTLY = Selecting.named("job-([0-689]|[0-9]{2,})");

    final HintOutcome look(TargetPoll poll, int number) {
        return Objects.requireNonNull(
                poll.look(hinted(number, number + 1)).outcomes().get(arn(number)));
    }

    static HintedJobs hinted(int from, int to) {
        return Hinted.jobs(
                IntStream.range(from, to).mapToObj(number -> arn(number)).toList());
    }

    static HintedJobs told(Map<Integer, ? extends JobStatus> statuses) {
        return new HintedJobs(statuses.entrySet().stream()
                .collect(Collectors.toMap(entry -> arn(entry.getKey()), entry -> Set.of(entry.getValue()))));
    }

    final TargetPoll discoveringRunning(int from, int to) {
        IntStream.range(from, to).forEach(number -> bedrock.put(running(number)));
        TargetPoll poll = discovering(NIGHTLY);
        run(poll);
        return poll;
    }

    static JobSnapshot running(int number) {
        return job(number, Known.IN_PROGRESS, NOON.minusSeconds(60), NOON.minusSeconds(10));
    }

    static JobSnapshot completed(int number) {
        return job(number, Known.COMPLETED, NOON.minusSeconds(60), NOON.plusSeconds(1));
    }

    static JobSnapshot failed(int number) {
        return job(number, Known.FAILED, NOON.minusSeconds(60), NOON.plusSeconds(1)).toBuilder()
                .message("no permission")
                .build();
    }

    final void run(TargetPoll poll) {
        poll.run();
        bedrock.takeCalls();
    }

    final List<String> reasons() {
        return events().stream()
                .map(event -> String.valueOf(event.job().message()))
                .toList();
    }
}
