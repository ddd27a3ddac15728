package io.github.bedrockbatch.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One scrape of 10,000 jobs after the other, in the image as it runs in a container of 256 MB. */
final class ScrapeFigure implements Figure {
    private static final int JOBS = 10_000;
    private static final int WARM_UPS = 10;
    private static final int ROUNDS = 15;
    /** The scrapes of which processor time and allocation are measured fit between two polls. */
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final int BETWEEN_POLLS = 20;
    private static final double MAX_RATIO = 1.5;
    private static final double MAX_PROCESSOR_MILLIS = 120;
    private static final Map<String, String> FORMATS =
            Map.of("OpenMetrics", Download.OPENMETRICS, "text", Download.TEXT);

    @Override
    public String word() {
        return "scrape";
    }

    @Override
    public List<Row> measure(Lab lab) throws IOException, InterruptedException {
        Path directory = lab.newDirectory("scrape");
        List<Row> rows = new ArrayList<>();
        try (SimulatedAws aws = SimulatedAws.start(1, 1, JOBS);
                Started ours = Started.start(lab.image(aws, INTERVAL, Lab.CONTAINER, Heap.LOG), directory)) {
            ours.awaitJobs(JOBS);
            for (String format : List.of("OpenMetrics", "text")) {
                rows.add(besideMemory(lab, directory, ours, format, FORMATS.getOrDefault(format, "")));
            }
            rows.addAll(compressed(ours, new Heap(ours, directory), directory));
        }
        return rows;
    }

    private static Row besideMemory(Lab lab, Path directory, Started ours, String format, String accept)
            throws IOException, InterruptedException {
        Path file = directory.resolve(format);
        ours.scrapeTo(file, accept);
        Values scrape = new Values("ms");
        Values memory = new Values("ms");
        try (Started server = Started.start(lab.memoryServer(file, Lab.CONTAINER), lab.newDirectory("memory"))) {
            server.awaitReady();
            for (int round = -WARM_UPS; round < ROUNDS; round++) {
                Download scraped = ours.scrape(accept);
                Download sent = server.scrape(accept);
                if (round >= 0) {
                    scrape.add(scraped.millis());
                    memory.add(sent.millis());
                }
            }
        }
        return Row.ratio("scrape of 10,000 jobs, " + format, scrape, "the bytes from memory", memory, MAX_RATIO);
    }

    /** Measures many scrapes as one, because Linux counts processor time in hundredths of a second. */
    private static List<Row> compressed(Started ours, Heap heap, Path directory)
            throws IOException, InterruptedException {
        String headers = Download.OPENMETRICS + Download.GZIP;
        ours.scrape(headers, WARM_UPS);
        Values processor = new Values("ms");
        Values allocated = new Values("MiB");
        for (int round = 0; round < 2; round++) {
            awaitPoll(ours);
            heap.collect();
            int mark = heap.mark();
            double before = ours.usage().processorSeconds();
            ours.scrape(headers, BETWEEN_POLLS);
            processor.add((ours.usage().processorSeconds() - before) * 1000 / BETWEEN_POLLS);
            heap.collect();
            allocated.add(heap.allocatedMebibytes(mark, heap.mark()) / BETWEEN_POLLS);
        }
        double answer = directory.resolve("OpenMetrics").toFile().length() / 1024.0 / 1024.0;
        return List.of(
                Row.atMost("the same, gzip: processor time", processor, MAX_PROCESSOR_MILLIS),
                Row.judged(
                        "the same, gzip: allocated in the heap",
                        allocated,
                        "less than the answer's " + Values.number(answer) + " MiB",
                        allocated.median() < answer));
    }

    private static void awaitPoll(Started ours) throws IOException, InterruptedException {
        Map<String, Double> before = LastSuccess.of(ours);
        while (LastSuccess.of(ours).equals(before)) {
            Thread.sleep(500);
        }
        Thread.sleep(2000);
    }
}
