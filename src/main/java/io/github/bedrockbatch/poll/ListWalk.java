package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.journal.WalkProgress;
import io.github.bedrockbatch.source.FetchResult.Denied;
import io.github.bedrockbatch.source.FetchResult.Failed;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.FetchResult.NotFound;
import io.github.bedrockbatch.source.JobPage;
import io.github.bedrockbatch.source.JobSource;
import io.github.bedrockbatch.watch.Watches;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One walk over the pages of List, guarded against a service that never comes to an end. */
final class ListWalk {
    private static final int MAX_EMPTY_PAGES = 3;
    /** A job of a walk has about a kilobyte of heap, and its row and its series need room as well. */
    static final long MAX_JOBS = Math.min(100_000, Runtime.getRuntime().maxMemory() / 4096);

    /**
     * What a walk saw.
     *
     * @param from the submit time after which it walked
     * @param beganAt by AWS's clock; null if no page came
     * @param failure why it is incomplete, or null for a complete one
     */
    record Result(
            Instant from,
            List<JobSnapshot> jobs,
            int pages,
            int invalid,
            @Nullable Instant beganAt,
            @Nullable String failure,
            boolean denied) {
        /** Of a cycle that walks over nothing. */
        static final Result NONE = new Result(Instant.MIN, List.of(), 0, 0, null, null, false);

        boolean isComplete() {
            return failure == null;
        }

        /**
         * Returns how far the walks of each selector, and of the named jobs, have come. A walk that began in AWS's future, as
         * our clock is ahead, has shown nothing. Walks for a selector by tags have come no further than to the first job whose tags
         * are awaited.
         *
         * @param awaitedFrom when that job was submitted; null without one
         */
        List<WalkProgress> progress(Watches watches, Instant startedAt, @Nullable Instant awaitedFrom) {
            if (!isComplete() || beganAt == null || beganAt.isBefore(from)) {
                return List.of();
            }
            // A Date header that is ahead of our clock must not let later walks begin in the future.
            Instant at = beganAt.isAfter(startedAt) ? startedAt : beganAt;
            Instant byTags = awaitedFrom != null && awaitedFrom.isBefore(at) ? awaitedFrom : at;
            return Stream.concat(
                            watches.selectors().stream()
                                    .map(selector -> progress(
                                            selector.key(), selector.tags().isEmpty() ? at : byTags)),
                            Stream.of(progress(Watches.CONFIGURED, at)))
                    .toList();
        }

        private WalkProgress progress(String watch, Instant at) {
            return new WalkProgress(watch, at, Math.max(1, pages));
        }
    }

    private final JobSource source;
    private final Instant from;
    private final Deadline deadline;
    private final long maxJobs;
    private final List<JobSnapshot> jobs = new ArrayList<>();
    private final Set<String> tokens = new HashSet<>();
    private int pages;
    private int emptyPages;
    private int invalid;
    private @Nullable Instant beganAt;
    private @Nullable String token;

    /**
     * Begins before the first page.
     *
     * @param from the submit time after which jobs are shown
     * @param maxJobs after which the walk is broken off
     */
    ListWalk(JobSource source, Instant from, Deadline deadline, long maxJobs) {
        this.source = source;
        this.from = from;
        this.deadline = deadline;
        this.maxJobs = maxJobs;
    }

    Result run() {
        while (!deadline.isOver()) {
            Result end = switch (source.list(from, token, deadline.remaining())) {
                case Found<JobPage>(JobPage page, Instant serverTime) -> take(page, serverTime);
                case Denied<JobPage> denied -> end(denied.cause(), true);
                case Failed<JobPage> failed -> end(failed.cause(), false);
                case NotFound<JobPage> absent -> end(absent.reason(), false);
            };
            if (end != null) {
                return end;
            }
        }
        return end("the cycle's time was over before List came to its last page", false);
    }

    private @Nullable Result take(JobPage page, Instant serverTime) {
        beganAt = beganAt == null ? serverTime : beganAt;
        jobs.addAll(page.jobs());
        pages++;
        invalid += page.invalid();
        emptyPages = page.jobs().isEmpty() && page.invalid() == 0 ? emptyPages + 1 : 0;
        token = page.nextToken();
        if (token == null) {
            return end(null, false);
        }
        if (!tokens.add(token)) {
            return end("List repeated a nextToken: the walk was broken off", false);
        }
        if (emptyPages == MAX_EMPTY_PAGES) {
            return end("List sent three empty pages: the walk was broken off", false);
        }
        return jobs.size() + invalid < maxJobs ? null : end(limit(), false);
    }

    private String limit() {
        return "stopped after " + maxJobs + " jobs, the maximum with this heap: "
                + "lower discovery.submitted_within or give the process more memory";
    }

    private Result end(@Nullable String failure, boolean denied) {
        return new Result(from, List.copyOf(jobs), pages, invalid, beganAt, failure, denied);
    }
}
