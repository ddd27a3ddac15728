package io.github.bedrockbatch.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The processor time of polling 10,000 active jobs that nobody scrapes. */
final class PollingFigure implements Figure {
    private static final int JOBS = 10_000;
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final int DEFAULT_INTERVALS = 3;
    private static final double MAX_PERCENT = 2;

    @Override
    public String word() {
        return "polling";
    }

    @Override
    public List<Row> measure(Lab lab) throws IOException, InterruptedException {
        try (SimulatedAws aws = SimulatedAws.start(1, 1, JOBS);
                Started ours = Started.start(lab.image(aws, INTERVAL, Lab.CONTAINER), lab.newDirectory("polling"))) {
            ours.awaitJobs(JOBS);
            Thread.sleep(INTERVAL.multipliedBy(2));
            Values share = share(ours, INTERVAL, Lab.number("intervals", DEFAULT_INTERVALS));
            return List.of(Row.atMost("10,000 active jobs at 30 s: processor", share, MAX_PERCENT));
        }
    }

    /** Returns the share of a core that a process takes in each of some intervals. */
    static Values share(Started process, Duration interval, int intervals) throws IOException, InterruptedException {
        Values share = new Values("% of a core");
        for (int i = 0; i < intervals; i++) {
            double before = process.usage().processorSeconds();
            Thread.sleep(interval);
            share.add((process.usage().processorSeconds() - before) * 100 / interval.toSeconds());
        }
        return share;
    }
}
