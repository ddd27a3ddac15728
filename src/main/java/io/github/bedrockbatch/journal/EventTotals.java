package io.github.bedrockbatch.journal;

import io.github.bedrockbatch.job.AnswerBounds;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.journal.JournalEvent.ManifestRead;
import io.github.bedrockbatch.journal.JournalEvent.Settled;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one event of the journal adds to the totals. */
public final class EventTotals {
    private static final Duration MAX_MILLIS = Duration.ofMillis(Long.MAX_VALUE);

    private final Target target;
    private final Map<Total.Key, Long> amounts = new HashMap<>();

    private EventTotals(Target target) {
        this.target = target;
    }

    /**
     * Returns the amounts that an event adds, all of them positive or 0. Counts beyond what a job can have add nothing,
     * since an earlier version may have recorded them.
     */
    public static Map<Total.Key, Long> of(JournalEvent event) {
        EventTotals tally = new EventTotals(Target.of(event.job().arn()));
        switch (event) {
            case Transitioned(Transition transition) -> tally.transition(transition);
            case Settled settled -> tally.records(settled.job());
            case ManifestRead(JobSnapshot job, TokenCounts tokens, var readAt) -> tally.tokens(job.modelId(), tokens);
        }
        return Map.copyOf(tally.amounts);
    }

    /**
     * Adds two amounts, neither of them negative. A sum that is too large for a long is the largest long, because one that
     * wraps around would be negative, which no counter may be.
     */
    public static long sum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }

    private void transition(Transition transition) {
        JobStatus to = transition.to();
        add(Total.TRANSITIONS, transition.from().label(), to.label(), 1);
        duration(Total.DETECTION_BUCKET, Total.DETECTION_MILLIS, "", Buckets.DETECTION, transition.detectionDelay());
        if (to.isTerminal()) {
            duration(Total.DURATION_BUCKET, Total.DURATION_MILLIS, to.label(), Buckets.JOB, transition.sinceSubmit());
        }
        if (to == Known.IN_PROGRESS) {
            duration(Total.QUEUE_BUCKET, Total.QUEUE_MILLIS, "", Buckets.JOB, transition.sinceSubmit());
        }
    }

    private void records(JobSnapshot job) {
        RecordCounts counts = job.counts();
        count(Total.RECORDS, job.modelId(), "success", AnswerBounds.records(counts.success()));
        count(Total.RECORDS, job.modelId(), "error", AnswerBounds.records(counts.error()));
    }

    private void tokens(String modelId, TokenCounts tokens) {
        count(Total.TOKENS, modelId, "input", AnswerBounds.tokens(tokens.input()));
        count(Total.TOKENS, modelId, "output", AnswerBounds.tokens(tokens.output()));
    }

    private void count(Total total, String modelId, String label, @Nullable Long count) {
        if (count != null) {
            add(total, modelId, label, count);
        }
    }

    private void duration(Total bucket, Total millis, String label, Buckets buckets, Duration duration) {
        add(bucket, label, Integer.toString(buckets.indexOf(duration)), 1);
        add(millis, label, "", millis(duration));
    }

    private static long millis(Duration duration) {
        return duration.compareTo(MAX_MILLIS) > 0 ? Long.MAX_VALUE : duration.toMillis();
    }

    private void add(Total total, String first, String second, long amount) {
        amounts.merge(new Total.Key(total, target, first, second), amount, EventTotals::sum);
    }
}
