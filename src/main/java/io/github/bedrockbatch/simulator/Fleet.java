package io.github.bedrockbatch.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The jobs that a simulator shows: a function of time, the same at each start.
 *
 * @param arrivals in no particular order
 * @param keep how long after its submission a job is still known; AWS keeps them for long
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
     * A fleet for showing the exporter, in us-east-1 and us-west-2: jobs reach all five terminal statuses within a minute
     * of the start, and go on arriving without end.
     */
    public static Fleet demo(Instant start) {
        return new Fleet(
                List.of(
                        demo(start, "us-east-1", "nightly-summaries", Outcome.COMPLETED, 0, 30),
                        demo(start, "us-east-1", "translate-catalog", Outcome.PARTIALLY_COMPLETED, 3, 60),
                        demo(start, "us-east-1", "label-images", Outcome.FAILED, 2, 45),
                        demo(start, "us-east-1", "embed-tickets", Outcome.COMPLETED_WITH_ERRORS, 8, 50),
                        demo(start, "us-west-2", "weekly-report", Outcome.EXPIRED, 1, 75),
                        demo(start, "us-west-2", "classify-mail", Outcome.STOPPED, 4, 70),
                        demo(start, "us-west-2", "score-leads", Outcome.FAILED_IN_PROGRESS, 6, 65),
                        demo(start, "us-west-2", "extract-invoices", Outcome.COMPLETED, 10, 40)),
                Duration.ofHours(2));
    }

    private static Arrivals demo(
            Instant start, String region, String name, Outcome outcome, long afterSeconds, long everySeconds) {
        JobScript script = JobScript.of(
                        SimulatorConfig.DEFAULT_ACCOUNT,
                        region,
                        name,
                        outcome,
                        start.plusSeconds(afterSeconds),
                        Timings.ofSeconds(3, 5, 9, 18, 4))
                .withRecords(5000, outcome == Outcome.COMPLETED_WITH_ERRORS ? 640 : 0);
        Map<String, String> tags = Map.of("team", region.equals("us-east-1") ? "search" : "sales");
        return Arrivals.forever(script.withRequest(script.request().tagged(tags)), Duration.ofSeconds(everySeconds));
    }
}
