package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.RetentionRules;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.journal.WalkProgress;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a cycle asks AWS for.
 *
 * @param walkFrom the submit time after which List is walked, or null for no walk
 * @param wanted jobs that are to be seen: by the walk, else by Get
 * @param settling finished jobs whose final counts are due: by Get, those first that have been due for longest
 * @param single whether it asks for hinted jobs alone, by Get: no poll, so that it says nothing of how far polling has come
 */
record PollPlan(
        @Nullable Instant walkFrom, Set<JobArn> wanted, List<JobArn> settling, int plannedRequests, boolean single) {
    /** How far a walk reaches back behind the last one, against answers of List that lag. */
    static final Duration OVERLAP = Duration.ofMinutes(15);

    /** A job may run for 168 hours: what was submitted before has mostly ended. */
    private static final Duration FIRST_WALK = Duration.ofDays(8);

    PollPlan {
        settling = List.copyOf(settling);
    }

    /**
     * Plans a poll. A job that AWS has not found for long neither makes it a walk nor stretches one, since List is not
     * expected to show it: when it is due, it is asked for by Get.
     */
    static PollPlan of(TargetState state, Watches watches, boolean listDenied, Instant now) {
        Predicate<JobArn> due = arn -> isDue(state.lookups().get(arn), now);
        Predicate<JobArn> listable = arn -> !isGone(state.lookups().get(arn), now);
        List<TrackedJob> active =
                state.jobs().values().stream().filter(row -> isActive(row, now)).toList();
        List<JobArn> unseen = unseen(state, watches);
        Set<JobArn> wanted = Stream.concat(active.stream().map(TrackedJob::arn), unseen.stream())
                .filter(due)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<JobArn> settling = settling(state, now);
        int pages = lastPages(state.walks().values());
        int listed = (int) wanted.stream().filter(listable).count();
        boolean walk =
                (!listDenied || wanted.isEmpty()) && (!watches.selectors().isEmpty() || listed > pages);
        Stream<Instant> submits = active.stream()
                .filter(row -> listable.test(row.arn()))
                .map(row -> row.job().snapshot().submitTime());
        boolean isAwaitingNamed = unseen.stream().anyMatch(listable);
        Instant from = walk ? walkFrom(submits, isAwaitingNamed, state, watches, now) : null;
        int requests = (walk ? pages - listed : 0) + wanted.size() + settling.size();
        return new PollPlan(from, wanted, settling, requests, false);
    }

    /** Plans a look at hinted jobs: by a Get each where that is no dearer than a walk, else by a poll without final counts. */
    static PollPlan hinted(
            Collection<JobArn> hinted, TargetState state, Watches watches, boolean listDenied, Instant now) {
        if (listDenied || hinted.size() <= lastPages(state.walks().values())) {
            Set<JobArn> wanted = hinted.stream().sorted().collect(Collectors.toCollection(LinkedHashSet::new));
            return new PollPlan(null, wanted, List.of(), wanted.size(), true);
        }
        PollPlan poll = of(state, watches, false, now);
        int requests = poll.plannedRequests - poll.settling.size();
        return new PollPlan(poll.walkFrom, poll.wanted, List.of(), requests, false);
    }

    private static List<JobArn> unseen(TargetState state, Watches watches) {
        return watches.configured().stream()
                .filter(arn ->
                        !state.jobs().containsKey(arn) && !state.tombstones().containsKey(arn))
                .sorted()
                .toList();
    }

    private static List<JobArn> settling(TargetState state, Instant now) {
        return state.jobs().values().stream()
                .filter(row -> row.settleDue() != null && !row.settleDue().isAfter(now))
                .sorted(Comparator.comparing(TrackedJob::settleDue).thenComparing(TrackedJob::arn))
                .map(TrackedJob::arn)
                .toList();
    }

    private static Instant walkFrom(
            Stream<Instant> submits, boolean isAwaitingNamed, TargetState state, Watches watches, Instant now) {
        Stream<Instant> selectors = watches.selectors().stream()
                .map(selector -> since(state.walks().get(selector.key()), now.minus(selector.submittedWithin())));
        Stream<Instant> named = isAwaitingNamed
                ? Stream.of(since(state.walks().get(Watches.CONFIGURED), now.minus(FIRST_WALK)))
                : Stream.empty();
        return Stream.concat(submits, Stream.concat(selectors, named))
                .min(Instant::compareTo)
                .orElse(now.minus(OVERLAP))
                .minusSeconds(1);
    }

    /** What was submitted before {@code otherwise} is not wanted, however long ago the last walk was. */
    private static Instant since(@Nullable WalkProgress walk, Instant otherwise) {
        Instant since = walk == null ? otherwise : walk.completedWalkAt().minus(OVERLAP);
        return since.isBefore(otherwise) ? otherwise : since;
    }

    /** How many pages the last walk had: so many Gets are as cheap as a walk. */
    private static int lastPages(Collection<WalkProgress> walks) {
        return walks.stream().mapToInt(WalkProgress::pages).max().orElse(1);
    }

    private static boolean isDue(@Nullable LookupStatus lookup, Instant now) {
        return lookup == null || lookup.isDue(now);
    }

    private static boolean isGone(@Nullable LookupStatus lookup, Instant now) {
        return lookup != null && lookup.isGone(now);
    }

    /** Whether the polls ask for a job until it ends. One in an unknown status is asked for no longer than it can run. */
    static boolean isActive(TrackedJob row, Instant now) {
        Instant abandonedAt = row.job().abandonedAt();
        return RetentionRules.isRunning(row) && (abandonedAt == null || now.isBefore(abandonedAt));
    }
}
