package io.github.bedrockbatch.demo;

import io.github.bedrockbatch.demo.PastJob.Sighting;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.Recording;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.simulator.Fleet;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The past of the demo: the journal of an exporter that polled the fleet for a day. The exporter's own state machine judges what polls would
 * have seen, and its store records that, poll by poll. No poll really runs.
 */
public final class DemoPast {
    /** An hour longer than the transitions are counted by hour. */
    static final Duration LENGTH = Duration.ofHours(25);

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
        TreeMap<Instant, Map<Target, List<Sighting>>> cycles = fleet.jobsUntil(polls.end()).stream()
                .flatMap(job -> PastJob.sightings(job, polls).stream())
                .collect(Collectors.groupingBy(
                        Sighting::at,
                        TreeMap::new,
                        Collectors.groupingBy(sighting -> sighting.row().target(), TreeMap::new, Collectors.toList())));
        cycles.forEach((at, targets) -> targets.forEach((target, sightings) -> record(at, target, sightings)));
    }

    private void record(Instant at, Target target, List<Sighting> sightings) {
        List<JobWrite> writes = sightings.stream()
                .map(sighting -> new JobWrite(
                        sighting.row()
                                .withVersion(
                                        versions.getOrDefault(sighting.row().arn(), 0L)),
                        sighting.events()))
                .toList();
        long head = store.record(new Recording(target, writes, List.of(), List.of(), at))
                .head();
        writes.forEach(write -> versions.put(write.row().arn(), head));
    }
}
