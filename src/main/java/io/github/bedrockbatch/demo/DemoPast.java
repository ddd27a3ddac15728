package io.github.bedrockbatch.demo;

import io.github.bedrockbatch.demo.PastJob.Sighting;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JournalEvent;
import io.github.bedrockbatch.journal.Recording;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.simulator.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The past of the demo: the journal of an exporter that polled the fleet for a day. The exporter's own state machine judges what polls would
 * have seen, and its store records that. No poll really runs, and what is older than half an hour is recorded in bunches, as a start must be short.
 */
public final class DemoPast {
    /** An hour longer than the transitions are counted by hour. */
    static final Duration LENGTH = Duration.ofHours(25);

    private static final Duration RECENT = Duration.ofMinutes(30);
    private static final Duration BUNCH = Duration.ofHours(1);

    private final JobStore store;
    private final PastPolls polls;
    private final Map<JobArn, Long> versions = new HashMap<>();

    private DemoPast(JobStore store, Instant end) {
        this.store = store;
        this.polls = new PastPolls(end.minus(LENGTH), end);
    }

    /**
     * Records a past in a store that is open and empty.
     *
     * @param end the time from which on the exporter watches the fleet itself
     */
    public static void record(JobStore store, Fleet fleet, Instant end) {
        new DemoPast(store, end).record(fleet);
    }

    private void record(Fleet fleet) {
        TreeMap<Instant, Map<Target, List<Sighting>>> bunches = fleet.jobsUntil(polls.end()).stream()
                .flatMap(job -> PastJob.sightings(job, polls).stream())
                .sorted(Comparator.comparing(Sighting::at))
                .collect(Collectors.groupingBy(
                        sighting -> bunch(sighting.at()),
                        TreeMap::new,
                        Collectors.groupingBy(sighting -> sighting.row().target(), TreeMap::new, Collectors.toList())));
        bunches.values().forEach(bunch -> bunch.forEach(this::record));
    }

    /** Returns the beginning of what is recorded together: recent polls one by one. */
    private Instant bunch(Instant at) {
        if (at.isAfter(polls.end().minus(RECENT))) {
            return at;
        }
        return polls.begin()
                .plus(BUNCH.multipliedBy(Duration.between(polls.begin(), at).dividedBy(BUNCH)));
    }

    private void record(Target target, List<Sighting> sightings) {
        Map<JobArn, JobWrite> writes = new LinkedHashMap<>();
        sightings.forEach(sighting ->
                writes.merge(sighting.row().arn(), new JobWrite(sighting.row(), sighting.events()), DemoPast::both));
        List<JobWrite> known = writes.values().stream()
                .map(write -> new JobWrite(
                        write.row()
                                .withVersion(versions.getOrDefault(write.row().arn(), 0L)),
                        write.events()))
                .toList();
        Instant last = sightings.getLast().at();
        long head = store.record(new Recording(target, known, List.of(), List.of(), last))
                .head();
        writes.keySet().forEach(arn -> versions.put(arn, head));
    }

    private static JobWrite both(JobWrite earlier, JobWrite later) {
        List<JournalEvent> events = Stream.concat(earlier.events().stream(), later.events().stream())
                .toList();
        return new JobWrite(later.row(), events);
    }
}
