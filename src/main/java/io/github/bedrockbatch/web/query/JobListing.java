package io.github.bedrockbatch.web.query;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.view.TargetJobs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/** Lists jobs, newest submitted first. It looks at each job once and puts in order no more than a page. */
public final class JobListing {
    private static final Comparator<TrackedJob> NEWEST_FIRST = (one, other) -> {
        JobSnapshot job = one.job().snapshot();
        JobSnapshot another = other.job().snapshot();
        int byTime = another.submitTime().compareTo(job.submitTime());
        return byTime == 0 ? job.arn().compareTo(another.arn()) : byTime;
    };

    private JobListing() {}

    /** Returns the page of those jobs that a filter matches. */
    public static Page<TrackedJob> page(
            Map<Target, TargetJobs> jobs, JobFilter filter, PageRequest<JobCursor> request) {
        PriorityQueue<TrackedJob> first = new PriorityQueue<>(NEWEST_FIRST.reversed());
        jobs.forEach((target, own) -> {
            if (filter.matches(target)) {
                own.rows().forEach(row -> take(row, filter, request, first));
            }
        });
        List<TrackedJob> items = new ArrayList<>(first);
        items.sort(NEWEST_FIRST);
        if (items.size() <= request.limit()) {
            return new Page<>(items, Optional.empty());
        }
        items.removeLast();
        return new Page<>(
                items,
                Optional.of(JobCursor.of(items.getLast().job().snapshot()).text()));
    }

    /** Returns how many jobs a filter matches. */
    public static long count(Map<Target, TargetJobs> jobs, JobFilter filter) {
        return jobs.entrySet().stream()
                .filter(own -> filter.matches(own.getKey()))
                .flatMap(own -> own.getValue().rows().stream())
                .filter(row -> filter.matches(row.job().snapshot()))
                .count();
    }

    /** Keeps a job if it belongs to the page or is the one after it, which tells that there is more. */
    private static void take(
            TrackedJob row, JobFilter filter, PageRequest<JobCursor> request, PriorityQueue<TrackedJob> first) {
        JobSnapshot job = row.job().snapshot();
        boolean isFull = first.size() > request.limit();
        boolean isAfter = request.after() == null || request.after().isBefore(job);
        if (!isAfter || !filter.matches(job) || (isFull && NEWEST_FIRST.compare(row, first.peek()) >= 0)) {
            return;
        }
        if (isFull) {
            first.poll();
        }
        first.add(row);
    }
}
