package io.github.bedrockbatch.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The memory of the image with 10,000 jobs, scraped as Prometheus does, with the flags that it has in a container of 256 MB. */
final class ResidentFigure implements Figure {
    private static final int JOBS = 10_000;
    private static final Duration SCRAPE_INTERVAL = Duration.ofSeconds(15);
    private static final int DEFAULT_MINUTES = 2;
    private static final double MAX_MEBIBYTES = 200;

    @Override
    public String word() {
        return "resident";
    }

    @Override
    public List<Row> measure(Lab lab) throws IOException, InterruptedException {
        int minutes = Lab.number("minutes", DEFAULT_MINUTES);
        MemoryValues memory = new MemoryValues();
        try (SimulatedAws aws = SimulatedAws.start(1, 1, JOBS);
                Started ours = Started.start(
                        lab.image(aws, Duration.ofSeconds(30), Lab.CONTAINER), lab.newDirectory("resident"))) {
            ours.awaitJobs(JOBS);
            for (long scrape = 0; scrape < Duration.ofMinutes(minutes).dividedBy(SCRAPE_INTERVAL); scrape++) {
                ours.scrape(Download.OPENMETRICS + Download.GZIP);
                memory.add(ours.usage().memory());
                Thread.sleep(SCRAPE_INTERVAL);
                memory.add(ours.usage().memory());
            }
        }
        String figure = "image, 10,000 jobs, scraped for " + minutes + " min: resident";
        return memory.rows(figure, MAX_MEBIBYTES);
    }
}
