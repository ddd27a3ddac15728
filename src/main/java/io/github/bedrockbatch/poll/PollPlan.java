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
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a cycle asks AWS for.
 *
 * @param walkFrom the submit time after which List is walked, or null for no walk
 * @param wanted jobs that are to be seen: by the walk, else by Get
 * @param settling finished jobs whose final counts are due: by Get, those first that have been due for longest
 */
record PollPlan(@Nullable Instant walkFrom, Set<JobArn> wanted, List<JobArn> settling, int plannedRequests) {
    /** How far a walk reaches back behind the last one, against answers of List that lag. */
    static final Duration OVERLAP = Duration.ofMinutes(15);

    /** A job may run for 168 hours: what was submitted before has mostly ended. */
    private static final Duration FIRST_WALK = Duration.ofDays(8);

    PollPlan {
        settling = List.copyOf(settling);
    }

    static PollPlan of(TargetState state, Watches watches, boolean listDenied, Instant now) {
        List<TrackedJob> active = state.jobs().values().stream()
                .filter(row -> isActive(row, now) && !isGone(state.lookups().get(row.arn()), now))
                .toList();
        Set<JobArn> wanted = wanted(state, watches, active, now);
        List<JobArn> settling = settling(state, now);
        int pages = lastPages(state.walks().values());
        boolean walk =
                (!listDenied || wanted.isEmpty()) && (!watches.selectors().isEmpty() || wanted.size() > pages);
        Instant from = walk ? walkFrom(state, watches, active, now) : null;
        int requests = (walk ? pages : wanted.size()) + settling.size();
        return new PollPlan(from, wanted, settling, requests);
    }

    private static Set<JobArn> wanted(TargetState state, Watches watches, List<TrackedJob> active, Instant now) {
        Set<JobArn> wanted = new LinkedHashSet<>();
        Stream.concat(active.stream().map(TrackedJob::arn), unseen(state, watches))
                .filter(arn -> isDue(state.lookups().get(arn), now))
                .forEach(wanted::add);
        return wanted;
    }

    private static Stream<JobArn> unseen(TargetState state, Watches watches) {
        return watches.configured().stream()
                .filter(arn ->
                        !state.jobs().containsKey(arn) && !state.tombstones().containsKey(arn))
                .sorted();
    }

    private static List<JobArn> settling(TargetState state, Instant now) {
        return state.jobs().values().stream()
                .filter(row -> row.settleDue() != null && !row.settleDue().isAfter(now))
                .sorted(Comparator.comparing(TrackedJob::settleDue).thenComparing(TrackedJob::arn))
                .map(TrackedJob::arn)
                .toList();
    }

    private static Instant walkFrom(TargetState state, Watches watches, List<TrackedJob> active, Instant now) {
        Stream<Instant> submits =
                active.stream().map(row -> row.job().snapshot().submitTime());
        Stream<Instant> selectors = watches.selectors().stream()
                .map(selector -> since(state.walks().get(selector.key()), now.minus(selector.submittedWithin())));
        Stream<Instant> configured = unseen(state, watches)
                .limit(1)
                .map(arn -> since(state.walks().get(Watches.CONFIGURED), now.minus(FIRST_WALK)));
        return Stream.concat(submits, Stream.concat(selectors, configured))
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
    static int lastPages(Collection<WalkProgress> walks) {
        return walks.stream().mapToInt(WalkProgress::pages).max().orElse(1);
    }

    private static boolean isDue(@Nullable LookupStatus lookup, Instant now) {
        return lookup == null || lookup.isDue(now);
    }

    private static boolean isGone(@Nullable LookupStatus lookup, Instant now) {
        return lookup != null && lookup.isGone(now) && !isDue(lookup, now);
    }

    static boolean isActive(TrackedJob row, Instant now) {
        Instant abandonedAt = row.job().abandonedAt();
        return !row.job().status().isTerminal() && (abandonedAt == null || now.isBefore(abandonedAt));
    }
}
