package io.github.bedrockbatch.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** 100,000 jobs in 300 targets. */
final class LargeFigure implements Figure {
    private static final int JOBS = 100_000;
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final int INTERVALS = 3;
    private static final int SCRAPES = 4;
    private static final int RESTARTS = 3;
    private static final double MAX_PERCENT = 20;
    private static final double MAX_MEBIBYTES = 600;
    private static final double MAX_RESTORE_SECONDS = 3;
    private static final double MAX_SHARE_OF_HEAP = 5;
    private static final String NAME = "100,000 jobs in 300 targets at 30 s: ";
    private static final String SCRAPE = Download.OPENMETRICS + Download.GZIP;

    @Override
    public String word() {
        return "large";
    }

    @Override
    public List<Row> measure(Lab lab) throws IOException, InterruptedException {
        Path directory = lab.newDirectory("large");
        List<Row> rows = new ArrayList<>();
        try (SimulatedAws aws = SimulatedAws.start(30, 10, JOBS)) {
            Program program = lab.image(aws, INTERVAL, Lab.LARGE, Heap.LOG);
            try (Started ours = Started.start(program, directory)) {
                ours.awaitJobs(JOBS);
                Thread.sleep(INTERVAL);
                rows.add(Row.atMost(NAME + "processor", PollingFigure.share(ours, INTERVAL, INTERVALS), MAX_PERCENT));
                rows.addAll(memory(ours));
                rows.add(shareOfHeap(ours, new Heap(ours, directory)));
                ours.stop();
            } catch (IllegalStateException | IOException e) {
                rows.add(Row.missing(NAME + "the rest", String.valueOf(e.getMessage())));
            }
            rows.add(restore(program, directory));
        }
        return rows;
    }

    private static List<Row> memory(Started ours) throws IOException, InterruptedException {
        MemoryValues memory = new MemoryValues();
        for (int scrape = 0; scrape < SCRAPES; scrape++) {
            ours.scrape(SCRAPE);
            memory.add(ours.usage().memory());
            Thread.sleep(INTERVAL.dividedBy(4));
        }
        return memory.rows(NAME + "resident", MAX_MEBIBYTES);
    }

    /** Collects again and again while scrapes are under way: what is alive then and not before is theirs. */
    private static Row shareOfHeap(Started ours, Heap heap) throws IOException, InterruptedException {
        double before = heap.live() / 1024 / 1024;
        int mark = heap.mark();
        AtomicReference<Exception> failure = new AtomicReference<>();
        Thread scrapes = Thread.ofVirtual().start(() -> {
            try {
                ours.scrape(SCRAPE, SCRAPES);
            } catch (IOException | InterruptedException | RuntimeException e) {
                failure.set(e);
            }
        });
        while (scrapes.isAlive()) {
            heap.collect();
        }
        if (failure.get() != null) {
            throw new IllegalStateException("scrape beside collections: " + failure.get());
        }
        Values share = new Values("% of " + Values.number(before) + " MiB");
        share.add(Math.max(0, heap.maxLiveMebibytes(mark) - before) * 100 / before);
        return Row.atMost(NAME + "a scrape's share of the live heap", share, MAX_SHARE_OF_HEAP);
    }

    /** Restarts it. Right after that all jobs must be there, because polling takes a whole interval to find them. */
    private static Row restore(Program program, Path directory) throws InterruptedException {
        String figure = NAME + "restart until ready";
        Values restore = new Values("s");
        for (int i = 0; i < RESTARTS; i++) {
            try (Started ours = Started.start(program, directory)) {
                restore.add(ours.awaitReady() / 1000);
                ours.requireJobs(JOBS);
                ours.stop();
            } catch (IllegalStateException | IOException e) {
                return Row.missing(figure, String.valueOf(e.getMessage()));
            }
        }
        return Row.atMost(figure, restore, MAX_RESTORE_SECONDS);
    }
}
