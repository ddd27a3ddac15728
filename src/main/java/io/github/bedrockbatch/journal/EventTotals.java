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
import io.github.bedrockbatch.journal.Recording.JobWrite;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What events of the journal add to the totals. */
public final class EventTotals {
    private static final Duration MAX_MILLIS = Duration.ofMillis(Long.MAX_VALUE);

    private final Target target;
    private final String model;
    private final Map<Total.Key, Long> amounts = new HashMap<>();

    private EventTotals(JobSnapshot job) {
        this.target = Target.of(job.arn());
        this.model = job.modelId();
    }

    /**
     * Returns the amounts that an event adds, all of them positive or 0. Counts beyond what a job can have add nothing,
     * since an earlier version may have recorded them.
     */
    public static Map<Total.Key, Long> of(JournalEvent event) {
        EventTotals tally = new EventTotals(event.job());
        tally.event(event);
        return Map.copyOf(tally.amounts);
    }

    /**
     * Returns the amounts that a written row adds by its events. The first row of a job that has not ended adds 0 to a total of its
     * model, which from then on says that the model is counted.
     */
    public static Map<Total.Key, Long> of(JobWrite write) {
        EventTotals tally = new EventTotals(write.row().job().snapshot());
        if (write.row().version() == 0 && !write.row().job().status().isTerminal()) {
            tally.add(Total.QUEUE_MILLIS, tally.model, "", "", 0);
        }
        write.events()
                .forEach(event ->
                        of(event).forEach((key, amount) -> tally.amounts.merge(key, amount, EventTotals::sum)));
        return Map.copyOf(tally.amounts);
    }

    /**
     * Adds two amounts, neither of them negative. A sum that is too large for a long is the largest long, because one that
     * wraps around would be negative, which no counter may be.
     */
    public static long sum(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }

    private void event(JournalEvent event) {
        switch (event) {
            case Transitioned(Transition transition) -> transition(transition);
            case Settled settled -> records(settled.job().counts());
            case ManifestRead read -> tokens(read.tokens());
        }
    }

    private void transition(Transition transition) {
        JobStatus to = transition.to();
        add(Total.TRANSITIONS, "", transition.from().label(), to.label(), 1);
        add(Total.DETECTION_BUCKET, "", "", bucket(Buckets.DETECTION, transition.detectionDelay()), 1);
        add(Total.DETECTION_MILLIS, "", "", "", millis(transition.detectionDelay()));
        if (to.isTerminal()) {
            add(Total.DURATION_BUCKET, model, to.label(), bucket(Buckets.JOB, transition.sinceSubmit()), 1);
            add(Total.DURATION_MILLIS, model, to.label(), "", millis(transition.sinceSubmit()));
        }
        if (to == Known.IN_PROGRESS) {
            add(Total.QUEUE_BUCKET, model, "", bucket(Buckets.JOB, transition.sinceSubmit()), 1);
            add(Total.QUEUE_MILLIS, model, "", "", millis(transition.sinceSubmit()));
        }
    }

    private void records(RecordCounts counts) {
        count(Total.RECORDS, "success", AnswerBounds.records(counts.success()));
        count(Total.RECORDS, "error", AnswerBounds.records(counts.error()));
    }

    private void tokens(TokenCounts tokens) {
        count(Total.TOKENS, "input", AnswerBounds.tokens(tokens.input()));
        count(Total.TOKENS, "output", AnswerBounds.tokens(tokens.output()));
        count(Total.TOKENS, "cache_read", AnswerBounds.tokens(tokens.cacheRead()));
        count(Total.TOKENS, "cache_write", AnswerBounds.tokens(tokens.cacheWrite()));
    }

    private void count(Total total, String label, @Nullable Long count) {
        if (count != null) {
            add(total, model, label, "", count);
        }
    }

    private static String bucket(Buckets buckets, Duration duration) {
        return Integer.toString(buckets.indexOf(duration));
    }

    private static long millis(Duration duration) {
        return duration.compareTo(MAX_MILLIS) > 0 ? Long.MAX_VALUE : duration.toMillis();
    }

    private void add(Total total, String modelId, String first, String second, long amount) {
        amounts.merge(new Total.Key(total, target, modelId, first, second), amount, EventTotals::sum);
    }
}
