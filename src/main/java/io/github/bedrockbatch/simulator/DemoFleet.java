package io.github.bedrockbatch.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The fleet for showing the exporter: two accounts, three regions, five models. Some series go at the speed of real jobs and began long
 * before the start. Others begin at the start, go sixty times as fast, and end in every way within a minute.
 */
final class DemoFleet {
    /** Long enough for the last questions about a job that has ended, and so short that List shows few jobs. */
    private static final Duration KEEP = Duration.ofHours(2);

    /** Lets the jobs of a series change at all times of a poll's interval. */
    private static final Duration DRIFT = Duration.ofMillis(7_350);

    private static final Timings FAST = Timings.ofSeconds(3, 5, 9, 18, 4);
    private static final Timings USUAL = minutes(2, 4, 8, 14);
    private static final Timings LONG = minutes(2, 5, 23, 55);

    /** Waits until it expires, 24 hours after its submission. */
    private static final Timings STUCK = minutes(2, 8, 1_430, 0);

    /** Has three fifths of its records done when it expires, 24 hours after its submission. */
    private static final Timings TOO_LONG = minutes(2, 8, 170, 1_260);

    private static final String PRODUCTION = SimulatorConfig.DEFAULT_ACCOUNT;
    private static final String RESEARCH = "210987654321";

    private static final Workload TEXTS =
            new Workload(PRODUCTION, "us-east-1", "anthropic.claude-3-haiku-20240307-v1:0", "search", "4711");
    private static final Workload VECTORS =
            new Workload(PRODUCTION, "us-east-1", "amazon.titan-embed-text-v2:0", "search", "4711");
    private static final Workload IMAGES =
            new Workload(PRODUCTION, "us-east-1", "amazon.nova-lite-v1:0", "catalog", "4712");
    private static final Workload LEADS =
            new Workload(PRODUCTION, "us-west-2", "us.amazon.nova-pro-v1:0", "sales", "4720");
    private static final Workload INVOICES =
            new Workload(PRODUCTION, "us-west-2", "amazon.nova-lite-v1:0", "finance", "4730");
    private static final Workload PROMPTS =
            new Workload(RESEARCH, "eu-central-1", "eu.anthropic.claude-sonnet-4-20250514-v1:0", "research", "8800");

    private final Instant start;

    /** What the jobs of a team have in common. */
    private record Workload(String account, String region, String model, String team, String costCentre) {
        JobScript job(String name, Outcome outcome, long records, Timings timings, Instant submitted) {
            JobRequest request =
                    JobRequest.of(account, name, model).tagged(Map.of("team", team, "cost-centre", costCentre));
            return JobScript.of(account, region, name, outcome, submitted, timings)
                    .withRequest(request)
                    .withRecords(records, outcome == Outcome.COMPLETED_WITH_ERRORS ? records * 43 / 100 : 0);
        }
    }

    private DemoFleet(Instant start) {
        this.start = start;
    }

    /** Returns the fleet of a demo that starts at a time. */
    static Fleet of(Instant start) {
        DemoFleet fleet = new DemoFleet(start);
        return new Fleet(
                Stream.of(fleet.fast(), fleet.usual(), fleet.slow())
                        .flatMap(List::stream)
                        .toList(),
                KEEP);
    }

    private List<Arrivals> fast() {
        return List.of(
                fast(TEXTS, "summarize-calls", Outcome.COMPLETED, 0, 75),
                fast(IMAGES, "label-images", Outcome.FAILED, 2, 240),
                fast(TEXTS, "translate-catalog", Outcome.PARTIALLY_COMPLETED, 3, 300),
                fast(VECTORS, "embed-tickets", Outcome.COMPLETED_WITH_ERRORS, 8, 180),
                fast(TEXTS, "classify-mail", Outcome.COMPLETED, 20, 120),
                fast(LEADS, "weekly-report", Outcome.EXPIRED, 1, 600),
                fast(INVOICES, "import-archive", Outcome.STOPPED, 4, 480),
                fast(LEADS, "score-leads", Outcome.FAILED_IN_PROGRESS, 6, 420),
                fast(INVOICES, "extract-invoices", Outcome.COMPLETED, 12, 100));
    }

    private List<Arrivals> usual() {
        return List.of(
                usual(TEXTS, "hourly-summaries", Outcome.COMPLETED, 6_000, 1_435, 30),
                usual(VECTORS, "index-documents", Outcome.COMPLETED, 24_000, 1_429, 60),
                usual(IMAGES, "moderate-reviews", Outcome.COMPLETED_WITH_ERRORS, 9_000, 1_380, 240),
                usual(IMAGES, "caption-photos", Outcome.FAILED, 3_000, 1_320, 300),
                usual(LEADS, "price-quotes", Outcome.COMPLETED, 4_000, 1_423, 45),
                usual(LEADS, "enrich-leads", Outcome.FAILED_IN_PROGRESS, 2_500, 1_270, 480),
                usual(INVOICES, "backfill-notes", Outcome.STOPPED, 8_000, 1_200, 540),
                burst(IMAGES, "refresh-catalog", 700, 980, 8),
                burst(LEADS, "nightly-digest", 900, 545, 12));
    }

    /** Returns jobs that take hours. They are alone in their account: a walk begins with the oldest job that has not ended. */
    private List<Arrivals> slow() {
        return List.of(
                series(PROMPTS, "evaluate-prompts", Outcome.COMPLETED, 12_000, LONG, 1_440, 90),
                series(PROMPTS, "forecast-demand", Outcome.EXPIRED, 30_000, STUCK, 2_280, 720),
                series(PROMPTS, "reindex-archive", Outcome.PARTIALLY_COMPLETED, 40_000, TOO_LONG, 2_340, 1_080));
    }

    private Arrivals fast(Workload workload, String name, Outcome outcome, long afterSeconds, long everySeconds) {
        return Arrivals.forever(
                workload.job(name, outcome, 5_000, FAST, start.plusSeconds(afterSeconds)),
                Duration.ofSeconds(everySeconds));
    }

    private Arrivals usual(
            Workload workload, String name, Outcome outcome, long records, long minutesAgo, long everyMinutes) {
        return series(workload, name, outcome, records, USUAL, minutesAgo, everyMinutes);
    }

    private Arrivals series(
            Workload workload,
            String name,
            Outcome outcome,
            long records,
            Timings timings,
            long minutesAgo,
            long everyMinutes) {
        return Arrivals.forever(
                workload.job(name, outcome, records, timings, ago(minutesAgo)),
                Duration.ofMinutes(everyMinutes).plus(DRIFT));
    }

    private Arrivals burst(Workload workload, String name, long records, long minutesAgo, long count) {
        JobScript first = workload.job(name, Outcome.COMPLETED, records, USUAL, ago(minutesAgo));
        return new Arrivals(first, Duration.ofSeconds(150), count);
    }

    private Instant ago(long minutes) {
        return start.minus(Duration.ofMinutes(minutes));
    }

    private static Timings minutes(long submitted, long validating, long scheduled, long inProgress) {
        return Timings.ofSeconds(60 * submitted, 60 * validating, 60 * scheduled, 60 * inProgress, 60);
    }
}
