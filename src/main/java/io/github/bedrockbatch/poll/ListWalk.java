package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.journal.WalkProgress;
import io.github.bedrockbatch.source.ErrorCodes;
import io.github.bedrockbatch.source.FetchResult.Denied;
import io.github.bedrockbatch.source.FetchResult.Failed;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.FetchResult.NotFound;
import io.github.bedrockbatch.source.JobPage;
import io.github.bedrockbatch.source.JobSource;
import io.github.bedrockbatch.watch.DiscoverySelector;
import io.github.bedrockbatch.watch.Watches;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
     * @param code of the failure: AWS's, or one of {@link ErrorCodes}
     */
    record Result(
            Instant from,
            List<JobSnapshot> jobs,
            int pages,
            int invalid,
            @Nullable Instant beganAt,
            @Nullable String failure,
            String code,
            boolean denied) {
        /** Of a cycle that walks over nothing. */
        static final Result NONE = new Result(Instant.MIN, List.of(), 0, 0, null, null, ErrorCodes.OTHER, false);

        boolean isComplete() {
            return failure == null;
        }

        /**
         * Returns how far the walks of each selector, and of the named jobs, have come. A walk that began in AWS's future, as
         * our clock is ahead, has shown nothing. While jobs are undecided, the first walk of a selector by tags records no progress. Later
         * walks record the submit time of the oldest undecided job. A change after the recorded time is told as a transition, so the first walk
         * records no time before its horizon.
         *
         * @param awaitedFrom when that job was submitted; null without one
         * @param undecided whether the tags of jobs are not known
         */
        List<WalkProgress> progress(JobRules rules, @Nullable Instant awaitedFrom, boolean undecided) {
            if (!isComplete() || beganAt == null || beganAt.isBefore(from)) {
                return List.of();
            }
            // A Date header that is ahead of our clock must not let later walks begin in the future.
            Instant at = beganAt.isAfter(rules.now()) ? rules.now() : beganAt;
            Instant byTags = awaitedFrom != null && awaitedFrom.isBefore(at) ? awaitedFrom : at;
            Instant horizon = at.minus(JobRules.DISCOVERY_HORIZON);
            Instant firstByTags = byTags.isBefore(horizon) ? horizon : byTags;
            List<WalkProgress> progress = new ArrayList<>();
            for (DiscoverySelector selector : rules.watches().selectors()) {
                boolean isFirst = !rules.state().walks().containsKey(selector.key());
                if (selector.tags().isEmpty()) {
                    progress.add(progress(selector.key(), at));
                } else if (!isFirst || !undecided) {
                    progress.add(progress(selector.key(), isFirst ? firstByTags : byTags));
                }
            }
            progress.add(progress(Watches.CONFIGURED, at));
            return progress;
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
                case Denied<JobPage> denied -> end(denied.cause(), denied.code(), true);
                case Failed<JobPage> failed -> end(failed.cause(), failed.code(), false);
                case NotFound<JobPage> absent -> end(absent.reason(), ErrorCodes.NOT_FOUND, false);
            };
            if (end != null) {
                return end;
            }
        }
        return end("the poll ran out of time before the last page of List", ErrorCodes.OTHER, false);
    }

    private @Nullable Result take(JobPage page, Instant serverTime) {
        beganAt = beganAt == null ? serverTime : beganAt;
        jobs.addAll(page.jobs());
        pages++;
        invalid += page.invalid();
        emptyPages = page.jobs().isEmpty() && page.invalid() == 0 ? emptyPages + 1 : 0;
        token = page.nextToken();
        if (token == null) {
            return end(null, ErrorCodes.OTHER, false);
        }
        if (!tokens.add(token)) {
            return end("List repeated a nextToken, and was aborted", ErrorCodes.INVALID_RESPONSE, false);
        }
        if (emptyPages == MAX_EMPTY_PAGES) {
            return end("List returned three empty pages, and was aborted", ErrorCodes.INVALID_RESPONSE, false);
        }
        return jobs.size() + invalid < maxJobs ? null : end(limit(), ErrorCodes.OTHER, false);
    }

    private String limit() {
        return "stopped after " + maxJobs + " jobs, the maximum with this heap: "
                + "lower discovery.submitted_within or give the process more memory";
    }

    private Result end(@Nullable String failure, String code, boolean denied) {
        return new Result(from, List.copyOf(jobs), pages, invalid, beganAt, failure, code, denied);
    }
}
