package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.RetentionRules;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.web.Fleet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes the figures of a fleet. */
final class Tiles {
    private static final List<Known> RUNNING = List.of(Known.IN_PROGRESS, Known.STOPPING);
    private static final List<Known> WAITING = List.of(Known.SUBMITTED, Known.VALIDATING, Known.SCHEDULED);
    private static final List<Known> FAILED = List.of(Known.FAILED, Known.EXPIRED);

    private Tiles() {}

    /** Returns the figures, of which those of transitions are of some targets. */
    static List<Tile> of(Fleet fleet, Set<Target> targets) {
        List<TrackedJob> active = fleet.jobs().values().stream()
                .flatMap(own -> own.rows().stream())
                .filter(RetentionRules::isRunning)
                .toList();
        return List.of(running(active), waiting(active), failed(fleet, targets), recordsLeft(active));
    }

    private static Tile running(List<TrackedJob> active) {
        String stopping = Phrases.number(count(active, List.of(Known.STOPPING)));
        return new Tile(
                "Running",
                Phrases.number(count(active, RUNNING)),
                stopping + " of them stopping",
                jobs(RUNNING),
                "run");
    }

    private static Tile waiting(List<TrackedJob> active) {
        String scheduled = Phrases.number(count(active, List.of(Known.SCHEDULED)));
        return new Tile(
                "Waiting",
                Phrases.number(count(active, WAITING)),
                scheduled + " of them scheduled",
                jobs(WAITING),
                "wait");
    }

    private static Tile failed(Fleet fleet, Set<Target> targets) {
        long failed = seen(fleet, targets, Known.FAILED);
        long expired = seen(fleet, targets, Known.EXPIRED);
        return new Tile(
                "Failed and expired in 24 h",
                Phrases.number(failed + expired),
                Phrases.number(failed) + " failed, " + Phrases.number(expired) + " expired",
                "transitions" + query("to", FAILED),
                failed + expired == 0 ? "calm" : "bad");
    }

    private static Tile recordsLeft(List<TrackedJob> active) {
        List<RecordCounts> counts =
                active.stream().map(row -> row.job().snapshot().counts()).toList();
        long left = counts.stream().mapToLong(Tiles::left).reduce(0, Tiles::saturatedSum);
        long known = counts.stream().filter(one -> one.total() != null).count();
        return new Tile(
                "Records left",
                Phrases.number(left),
                "in " + Phrases.number(known, "job") + " that " + (known == 1 ? "has" : "have") + " not ended",
                jobs(List.of(Known.SUBMITTED, Known.VALIDATING, Known.SCHEDULED, Known.IN_PROGRESS, Known.STOPPING)),
                "calm");
    }

    private static long left(RecordCounts counts) {
        long total = counts.total() == null ? 0 : counts.total();
        Long done = counts.done();
        return Math.max(0, total - (done == null ? 0 : done));
    }

    private static long saturatedSum(long one, long other) {
        long sum = one + other;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    private static long count(List<TrackedJob> jobs, List<Known> statuses) {
        return jobs.stream()
                .filter(row -> statuses.stream().anyMatch(row.job().status()::equals))
                .count();
    }

    private static long seen(Fleet fleet, Set<Target> targets, Known to) {
        return HourlyChart.hours(fleet.time()).stream()
                .flatMap(hour -> fleet.transitions().byHour().getOrDefault(hour, Map.of()).entrySet().stream())
                .filter(entry -> entry.getKey().to().equals(to.label()))
                .filter(entry -> targets.contains(entry.getKey().target()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static String jobs(List<Known> statuses) {
        return "jobs" + query("status", statuses);
    }

    private static String query(String name, List<Known> statuses) {
        return QueryString.EMPTY
                .and(name, statuses.stream().map(Known::label).toList())
                .link();
    }
}
