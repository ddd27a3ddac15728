package io.github.bedrockbatch.testing;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobTags;
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
        questions.add(List.copyOf(arns));
        beforeEach.run();
        if (answer != null) {
            return answer;
        }
        Map<JobArn, JobTags> found = new HashMap<>(tags);
        found.keySet().retainAll(arns);
        return new Found<>(found, Instant.EPOCH);
    }
}
