package io.github.bedrockbatch.web;

import io.github.bedrockbatch.job.FailureMessages;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.view.HourlyTransitions;
import io.github.bedrockbatch.view.JobsView;
import io.github.bedrockbatch.view.TargetJobs;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is shown at one moment.
 *
 * @param time the moment
 * @param view what the store holds
 * @param shown the jobs of it that are shown
 * @param messages tells failure messages, or does not
 * @param exporter what is known of the exporter itself
 */
public record Fleet(
        Instant time,
        JobsView view,
        JobsView.Shown shown,
        Map<String, String> accountNames,
        FailureMessages messages,
        Exporter exporter) {
    /**
     * What is known of the exporter.
     *
     * @param storeType as {@code store.type} has it
     * @param viewAge how long ago the view was up to date with the store; zero while it is
     * @param eventsPending how many entries of the journal the event log has yet to write
     * @param endpointUrl the configured one at which it asks for jobs; empty for AWS's own
     */
    public record Exporter(
            String version, String storeType, Duration viewAge, long eventsPending, Optional<URI> endpointUrl) {}

    public Fleet {
        accountNames = Map.copyOf(accountNames);
    }

    /** Returns the jobs that are shown, by their target. */
    public Map<Target, TargetJobs> jobs() {
        return shown.jobs();
    }

    /** Returns a job; empty if it is not shown. */
    public Optional<TrackedJob> job(Target target, String jobId) {
        return Optional.ofNullable(shown.jobs().get(target))
                .map(jobs -> jobs.byId().get(jobId));
    }

    /** Returns whether the last look at a single job went well, or there was none. */
    public boolean isLookedUp(JobArn job) {
        LookupStatus last = view.target(Target.of(job)).lookups().get(job.jobId());
        return last == null || last.success();
    }

    /** Returns the name of an account for people; empty if it has none. */
    public Optional<String> accountName(String accountId) {
        return Optional.ofNullable(accountNames.get(accountId));
    }

    /** Returns the transitions of the last 24 hours. */
    public HourlyTransitions transitions() {
        return view.transitions();
    }
}
