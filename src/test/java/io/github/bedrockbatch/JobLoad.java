package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.simulator.JobScript;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;

/** Jobs with manifests that end while a daemon has a hard time, and what was scraped and told of them until all was settled. */
final class JobLoad {
    static final int JOBS = 200;

    /** The records of the first of them. Each that comes later has one more. */
    static final int FEWEST_RECORDS = 1_000;

    /** AWS's clock is behind ours, so that two minutes after an end by its clock are twenty seconds after it by ours. */
    static final Duration SKEW = Duration.ofSeconds(100);

    private static final Duration SETTLING = Duration.ofMinutes(2);

    /** Jobs that are not new at the start end soon, so that the hard time falls into their pruning, a minute later. */
    private static final Duration EARLIER = Duration.ofSeconds(15);

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final SimulatedAws aws;
    private final Scrapes scrapes = new Scrapes();
    private final Chronicle chronicle = new Chronicle();

    /** Adds jobs to an AWS that is behind by {@link #SKEW}, which are submitted evenly until that long after now. */
    JobLoad(SimulatedAws aws, Duration within) {
        this.aws = aws;
        Instant first = aws.now().minus(EARLIER);
        Duration every = EARLIER.plus(within).dividedBy(JOBS);
        IntStream.range(0, JOBS)
                .mapToObj(i -> script(i, first.plus(every.multipliedBy(i))))
                .forEach(aws::add);
    }

    private static JobScript script(int number, Instant submitted) {
        JobScript script = SimulatedAws.script(number, submitted);
        return script.withRecords(FEWEST_RECORDS + number, script.errors());
    }

    Scrapes scrapes() {
        return scrapes;
    }

    Chronicle chronicle() {
        return chronicle;
    }

    /** Scrapes a daemon until it has counted and told all, and ends it in order. */
    void liveToTheEnd(ExporterProcess exporter) {
        await("the end of all jobs").atMost(PATIENCE).until(() -> aws.haveEnded(JOBS));
        Instant settled = aws.lastEnd().plus(SETTLING);
        await("a look after all counts had settled").atMost(PATIENCE).until(() -> {
            scrapes.add(exporter.scrape());
            return scrapes.lookedAtAllAfter(settled);
        });
        long tokens = SimulatedS3.tokens(aws.jobs());
        await("the reading of all manifests").atMost(PATIENCE).until(() -> {
            scrapes.add(exporter.scrape());
            return Evidence.sum(scrapes.last(), Reckoning.TOKENS) >= tokens;
        });
        await("the writing of all events").atMost(PATIENCE).until(() -> {
            scrapes.add(exporter.scrape());
            return scrapes.last("bedrock_batch_exporter_events_pending") == 0;
        });
        assertThat(exporter.terminate()).isZero();
        chronicle.add(exporter.output(), false);
    }

    /** The judge of what was scraped and told. */
    Reckoning reckoning() {
        return new Reckoning(aws, SKEW, scrapes, chronicle);
    }
}
