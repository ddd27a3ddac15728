package io.github.bedrockbatch.web.query;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * The place of a job in the list of jobs, which has the newest submitted first. It stays where it is while jobs come and go.
 *
 * @param submitTime of the job
 * @param arn of the job, by which jobs are in order that were submitted at one time
 */
public record JobCursor(Instant submitTime, String arn) {
    private static final String SEPARATOR = " ";

    static JobCursor of(JobSnapshot job) {
        return new JobCursor(job.submitTime(), job.arn().value());
    }

    static JobCursor parse(String text) {
        String[] parts = OpaqueText.decode(text).split(SEPARATOR, 2);
        try {
            return new JobCursor(Instant.parse(parts[0]), JobArn.restore(parts[parts.length - 1]).value());
        } catch (DateTimeException | IllegalArgumentException e) {
            throw OpaqueText.refused(text);
        }
    }

    /** Returns whether a job comes after this place. */
    boolean isBefore(JobSnapshot job) {
        int byTime = job.submitTime().compareTo(submitTime);
        return byTime < 0 || (byTime == 0 && job.arn().value().compareTo(arn) > 0);
    }

    /** Returns what the client sends to go on from here. */
    public String text() {
        return OpaqueText.encode(submitTime + SEPARATOR + arn);
    }
}
