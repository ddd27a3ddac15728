package io.github.bedrockbatch.job;

import org.jspecify.annotations.Nullable;

/**
 * Decides whether the messages of jobs are told, which AWS marks sensitive. All that tells of jobs asks this: event log, API and pages.
 *
 * @param included whether they are
 */
public record FailureMessages(boolean included) {
    /** Returns the message of a job; null if it has none or it is not to be told. */
    public @Nullable String of(JobSnapshot job) {
        return included ? job.message() : null;
    }
}
