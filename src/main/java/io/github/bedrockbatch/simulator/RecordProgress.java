package io.github.bedrockbatch.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** The record counts of a job at an instant; all are 0 before it is InProgress. */
public record RecordProgress(long total, long processed, long success, long error) {

    static final RecordProgress NONE = new RecordProgress(0, 0, 0, 0);

    /** What is true of a job at an instant: records are processed evenly while it is InProgress. */
    static RecordProgress at(Instant now, JobScript script, Timeline timeline) {
        Optional<Instant> begin = timeline.beginningOf("InProgress");
        if (begin.isEmpty() || now.isBefore(begin.get())) {
            return NONE;
        }
        Instant end = timeline.endOf("InProgress").orElse(now);
        Duration spent = Duration.between(begin.get(), now.isBefore(end) ? now : end);
        double share = script.outcome().share();
        double reached = fraction(spent, script.timings().inProgress());
        long processed = Math.round(script.records() * share * reached);
        long error = Math.min(processed, Math.round(script.errors() * reached));
        return new RecordProgress(script.records(), processed, processed - error, error);
    }

    private static double fraction(Duration spent, Duration whole) {
        return whole.isZero() ? 1.0 : Math.min(1.0, (double) spent.toMillis() / whole.toMillis());
    }
}
