package io.github.bedrockbatch.testing;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.FetchResult.Denied;
import io.github.bedrockbatch.source.FetchResult.Failed;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.FetchResult.NotFound;
import io.github.bedrockbatch.source.JobPage;
import io.github.bedrockbatch.source.JobSource;
import io.github.bedrockbatch.source.RequestCheck;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Bedrock's jobs in a map; List leaves out the message, as the service does. */
public final class FakeJobSource implements JobSource {
    private final Map<JobArn, JobSnapshot> jobs = new TreeMap<>();
    private final Map<JobArn, Optional<JobSnapshot>> lagging = new TreeMap<>();
    private final List<String> calls = new ArrayList<>();
    private InstantSource clock;
    private int pageSize = 1000;
    private boolean listDenied;
    private @Nullable FetchResult<JobPage> listAnswer;
    private @Nullable FetchResult<JobSnapshot> getAnswer;
    private Consumer<String> beforeEach = call -> {};
    private @Nullable String interrupted;
    private int callsToInterrupt;

    public FakeJobSource(InstantSource clock) {
        this.clock = clock;
    }

    public void put(JobSnapshot job) {
        jobs.put(job.arn(), job);
    }

    public void change(JobArn arn, UnaryOperator<JobSnapshot> change) {
        jobs.computeIfPresent(arn, (same, job) -> change.apply(job));
    }

    public void remove(JobArn arn) {
        jobs.remove(arn);
    }

    /** Lets List go on to show what it shows now of a job, or that there is none. */
    public void lag(JobArn arn) {
        lagging.put(arn, Optional.ofNullable(jobs.get(arn)));
    }

    public void pageSize(int size) {
        pageSize = size;
    }

    public void denyList(boolean denied) {
        listDenied = denied;
    }

    /** Lets List answer this whatever is asked; null ends it. */
    public void answerList(@Nullable FetchResult<JobPage> answer) {
        listAnswer = answer;
    }

    /** Lets Get answer this whatever is asked; null ends it. */
    public void answerGet(@Nullable FetchResult<JobSnapshot> answer) {
        getAnswer = answer;
    }

    /** Interrupts the thread in the nth such call from now on, which fails then, as those of the SDK do. */
    public void interruptAt(String call, int nth) {
        interrupted = call;
        callsToInterrupt = nth;
    }

    /** Lets something happen before each call is answered: "List", or "Get" with the job's id. */
    public void beforeEach(Consumer<String> action) {
        beforeEach = action;
    }

    /** Lets AWS's clock be another than ours. */
    public void serverClock(InstantSource other) {
        clock = other;
    }

    /** How many calls there were since they were last taken. */
    public int callCount() {
        return calls.size();
    }

    /** The calls since the last time that this was asked. */
    public List<String> takeCalls() {
        List<String> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    @Override
    public FetchResult<JobPage> list(Instant submitTimeAfter, @Nullable String nextToken, Duration timeout) {
        if (isInterruptedAt("List")) {
            return new Failed<>("Other", "interrupted");
        }
        if (listAnswer != null) {
            return listAnswer;
        }
        if (listDenied) {
            return new Denied<>("AccessDeniedException", "not allowed to List");
        }
        List<JobSnapshot> all = jobs.values().stream()
                .flatMap(job -> lagging.getOrDefault(job.arn(), Optional.of(job)).stream())
                .filter(job -> job.submitTime().isAfter(submitTimeAfter))
                .sorted(Comparator.comparing(JobSnapshot::submitTime))
                .map(job -> job.toBuilder().message(null).build())
                .toList();
        int from = nextToken == null ? 0 : Integer.parseInt(nextToken);
        int to = Math.min(all.size(), from + pageSize);
        return new Found<>(
                new JobPage(all.subList(from, to), 0, to < all.size() ? Integer.toString(to) : null), clock.instant());
    }

    @Override
    public FetchResult<JobSnapshot> get(JobArn arn, Duration timeout) {
        if (isInterruptedAt("Get " + arn.jobId())) {
            return new Failed<>("Other", "interrupted");
        }
        if (getAnswer != null) {
            return getAnswer;
        }
        JobSnapshot job = jobs.get(arn);
        return job == null ? new NotFound<>("not found") : new Found<>(job, clock.instant());
    }

    private boolean isInterruptedAt(String call) {
        try {
            RequestCheck.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
        calls.add(call);
        beforeEach.accept(call);
        if (!call.equals(interrupted) || --callsToInterrupt != 0) {
            return false;
        }
        Thread.currentThread().interrupt();
        return true;
    }
}
