package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.RecordCounts;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When all records of a job would be processed, at the average rate since it began to run.
 *
 * @param late whether that is after it expires
 */
record Outlook(String text, boolean late) {
    private static final double MAX_DAYS = 365;

    /** Returns the outlook of a job that runs; null where it cannot be told. */
    static @Nullable Outlook of(Job job, Instant now) {
        RecordCounts counts = job.snapshot().counts();
        Instant began = job.startedAt();
        Long processed = counts.done();
        Long total = counts.total();
        if (job.status() != Known.IN_PROGRESS || began == null || !began.isBefore(now)) {
            return null;
        }
        if (processed == null || processed <= 0 || total == null || total <= processed) {
            return null;
        }
        double seconds = (double) Duration.between(began, now).toSeconds() * (total - processed) / processed;
        if (seconds > Duration.ofDays(1).toSeconds() * MAX_DAYS) {
            return null;
        }
        return of(Duration.ofSeconds((long) seconds), now, job.snapshot().jobExpirationTime());
    }

    private static Outlook of(Duration left, Instant now, @Nullable Instant expires) {
        Instant done = now.plus(left);
        String when = "At the average rate so far, all records are processed in " + Phrases.span(left);
        if (expires == null) {
            return new Outlook(when + ".", false);
        }
        boolean late = done.isAfter(expires);
        return new Outlook(
                when + ", " + Phrases.between(late ? expires : done, late ? done : expires)
                        + (late ? " after" : " before") + " the job expires.",
                late);
    }
}
