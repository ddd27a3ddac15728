package io.github.bedrockbatch.testing;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.source.ErrorCodes;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.FetchResult.Failed;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.RequestCheck;
import io.github.bedrockbatch.source.TagSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tags of jobs in a map. Jobs that never had a tag are absent from answers, as from those of the service. */
public final class FakeTagSource implements TagSource {
    private final Map<JobArn, JobTags> tags = new HashMap<>();
    private final List<List<JobArn>> questions = new ArrayList<>();
    private @Nullable FetchResult<Map<JobArn, JobTags>> answer;
    private Runnable beforeEach = () -> {};
    private @Nullable SettableClock clock;
    private Instant nextTurn = Instant.MIN;
    private Duration spacing = Duration.ZERO;
    private Duration taken = Duration.ZERO;

    public void put(JobArn arn, Map<String, String> values) {
        tags.put(arn, new JobTags(values));
    }

    /** Lets each question be answered by this; null ends it. */
    public void answer(@Nullable FetchResult<Map<JobArn, JobTags>> always) {
        answer = always;
    }

    /** Lets something happen before each question is answered. */
    public void beforeEach(Runnable action) {
        beforeEach = action;
    }

    /** Lets each answer take some time of a clock. */
    public void takes(SettableClock byClock, Duration time) {
        clock = byClock;
        taken = time;
    }

    /** Lets questions be that far apart, the first of them from now. One that would wait too long for its turn is not asked. */
    public void spaced(SettableClock byClock, Duration apart) {
        clock = byClock;
        spacing = apart;
        nextTurn = byClock.instant().plus(apart);
    }

    /** Returns the questions since the last time that this was asked. */
    public List<List<JobArn>> takeQuestions() {
        List<List<JobArn>> taken = List.copyOf(questions);
        questions.clear();
        return taken;
    }

    @Override
    public FetchResult<Map<JobArn, JobTags>> tags(Collection<JobArn> arns, Duration timeout) {
        try {
            RequestCheck.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Failed<>("Other", "interrupted");
        }
        Duration wait = clock == null || nextTurn.isBefore(clock.instant())
                ? Duration.ZERO
                : Duration.between(clock.instant(), nextTurn);
        if (wait.compareTo(timeout) > 0) {
            return new Failed<>(ErrorCodes.TIMEOUT, "no turn in time");
        }
        questions.add(List.copyOf(arns));
        beforeEach.run();
        if (clock != null) {
            nextTurn = clock.instant().plus(wait).plus(spacing);
            Duration all = wait.plus(taken);
            clock.advance(all.compareTo(timeout) > 0 ? timeout : all);
            if (all.compareTo(timeout) > 0) {
                return new Failed<>(ErrorCodes.TIMEOUT, "no answer in time");
            }
        }
        if (answer != null) {
            return answer;
        }
        Map<JobArn, JobTags> found = new HashMap<>(tags);
        found.keySet().retainAll(arns);
        return new Found<>(found, Instant.EPOCH);
    }
}
