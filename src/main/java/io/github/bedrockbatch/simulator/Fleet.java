package io.github.bedrockbatch.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The jobs that a simulator shows: a function of time, the same at each start.
 *
 * @param arrivals in no particular order
 * @param keep how long after its end a job is still known; AWS keeps them for long
 */
public record Fleet(List<Arrivals> arrivals, Duration keep) {

    static final Duration KEEP = Duration.ofDays(30);

    public Fleet {
        arrivals = List.copyOf(arrivals);
    }

    /** No jobs but those that are created later. */
    public static Fleet empty() {
        return new Fleet(List.of(), KEEP);
    }

    /** These jobs, each once. */
    public static Fleet of(JobScript... scripts) {
        return new Fleet(List.of(scripts).stream().map(Arrivals::once).toList(), KEEP);
    }

    /**
     * A fleet for showing the exporter, in two accounts and three regions. Some of its jobs began in the two days before the start. Others
     * begin then, reach all five terminal statuses within a minute, and go on arriving without end.
     */
    public static Fleet demo(Instant start) {
        return DemoFleet.of(start);
    }

    /** Returns all jobs that were submitted by an instant, whether or not they are still known, in no particular order. */
    public List<SimulatedJob> jobsUntil(Instant now) {
        return arrivals.stream()
                .flatMap(series -> series.until(now))
                .map(SimulatedJob::of)
                .toList();
    }
}
