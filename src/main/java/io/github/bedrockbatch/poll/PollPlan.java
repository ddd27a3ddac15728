package io.github.bedrockbatch.poll;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.journal.LookupStatus;
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
import java.util.Map;
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
 * @param hintedOnly whether it asks for hinted jobs alone, by Get: no poll, so that it says nothing of how far polling has come
 */
record PollPlan(
        @Nullable Instant walkFrom,
        Set<JobArn> wanted,
        List<JobArn> settling,
        int plannedRequests,
        boolean hintedOnly) {
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
    static PollPlan of(JobRules rules, boolean listDenied) {
        TargetState state = rules.state();
        Instant now = rules.now();
        Predicate<JobArn> due = arn -> isLookup(state, arn, lookup -> lookup.isDue(now));
        Predicate<JobArn> listable = arn -> isLookup(state, arn, lookup -> !lookup.isLongAbsent(now));
        List<TrackedJob> polled =
                state.jobs().values().stream().filter(rules::isPolled).toList();
        List<JobArn> neverSeen = neverSeen(rules);
        Set<JobArn> wanted = Stream.concat(polled.stream().map(TrackedJob::arn), neverSeen.stream())
                .filter(due)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<JobArn> settling = settling(state, now);
        int pages = lastPages(state);
        int listed = (int) wanted.stream().filter(listable).count();
        boolean walk = (!listDenied || wanted.isEmpty())
                && (!rules.watches().selectors().isEmpty() || listed > pages);
        Stream<Instant> submits = polled.stream()
                .filter(row -> listable.test(row.arn()))
                .map(row -> row.job().snapshot().submitTime());
        boolean isAwaitingNamed = neverSeen.stream().anyMatch(listable);
        Instant from = walk ? walkFrom(submits, isAwaitingNamed, rules) : null;
        int requests = (walk ? pages - listed : 0) + wanted.size() + settling.size();
        return new PollPlan(from, wanted, settling, requests, false);
    }

    /** Plans a look at hinted jobs: by a Get each where that is no dearer than a walk, else by a poll without final counts. */
    static PollPlan hinted(Collection<JobArn> hinted, JobRules rules, boolean listDenied) {
        Set<JobArn> wanted = hinted.stream()
                .filter(rules::mayBeWatched)
                .sorted()
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (listDenied || wanted.size() <= lastPages(rules.state())) {
            return new PollPlan(null, wanted, List.of(), wanted.size(), true);
        }
        PollPlan poll = of(rules, false);
        int requests = poll.plannedRequests - poll.settling.size();
        return new PollPlan(poll.walkFrom, poll.wanted, List.of(), requests, false);
    }

    private static List<JobArn> neverSeen(JobRules rules) {
        return rules.watches().configured().stream()
                .filter(arn -> rules.status(arn) == null)
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

    private static Instant walkFrom(Stream<Instant> submits, boolean isAwaitingNamed, JobRules rules) {
        Map<String, WalkProgress> walks = rules.state().walks();
        Instant now = rules.now();
        Stream<Instant> selectors = rules.watches().selectors().stream()
                .map(selector -> since(walks.get(selector.key()), now.minus(selector.submittedWithin())));
        Stream<Instant> named = isAwaitingNamed
                ? Stream.of(since(walks.get(Watches.CONFIGURED), now.minus(FIRST_WALK)))
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

    /** Returns how many pages the last walk had: so many Gets are as cheap as a walk. */
    private static int lastPages(TargetState state) {
        return state.walks().values().stream()
                .mapToInt(WalkProgress::pages)
                .max()
                .orElse(1);
    }

    /** Returns whether a job's last lookup is so; true without one. */
    private static boolean isLookup(TargetState state, JobArn arn, Predicate<LookupStatus> rule) {
        LookupStatus lookup = state.lookups().get(arn);
        return lookup == null || rule.test(lookup);
    }
}
