package io.github.bedrockbatch.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * What each job costs where there are 1,000, 10,000 and 100,000 of them in 10 targets: what an exporter without a job takes is
 * subtracted. All run at once, since processor time and memory do not depend on it.
 */
final class GrowthFigure implements Figure {
    private static final List<Integer> FLEETS = List.of(0, 1_000, 10_000, 100_000);
    private static final int REGIONS = 10;
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final int DEFAULT_INTERVALS = 3;
    private static final String SCRAPE = Download.OPENMETRICS;
    /** So many jobs are scraped to warm up, and again to measure. */
    private static final int SCRAPED_JOBS = 400_000;

    private static final int MIN_SCRAPES = 4;
    private static final int MAX_SCRAPES = 40;
    private static final double MAX_RATIO = 1.2;

    @Override
    public String word() {
        return "growth";
    }

    /** What a number of jobs costs: a cycle and a scrape in µs of processor time, the heap in bytes. */
    private record Cost(int jobs, double cycle, double heap, double scrape) {}

    @Override
    public List<Row> measure(Lab lab) throws IOException, InterruptedException {
        List<Running> all = new ArrayList<>();
        try {
            for (int jobs : FLEETS) {
                all.add(Running.start(lab, jobs));
            }
            List<Cost> costs = costs(all);
            return List.of(
                    row("processor a cycle, µs", costs, Cost::cycle),
                    row("live heap, bytes", costs, Cost::heap),
                    row("processor of a scrape, µs", costs, Cost::scrape));
        } finally {
            for (Running running : all) {
                running.close();
            }
        }
    }

    private static List<Cost> costs(List<Running> all) throws IOException, InterruptedException {
        for (Running running : all) {
            running.exporter.awaitJobs(running.jobs);
        }
        Thread.sleep(INTERVAL.multipliedBy(2));
        int intervals = Lab.number("intervals", DEFAULT_INTERVALS);
        double[] seconds = seconds(all);
        Thread.sleep(INTERVAL.multipliedBy(intervals));
        double[] then = seconds(all);
        List<Cost> costs = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Running running = all.get(i);
            double cycle = (then[i] - seconds[i]) * 1e6 / intervals;
            double heap = new Heap(running.exporter, running.directory).live();
            costs.add(new Cost(running.jobs, cycle, heap, scrapeMicros(running, cycle)));
        }
        return costs;
    }

    private static double[] seconds(List<Running> all) throws IOException {
        double[] seconds = new double[all.size()];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = all.get(i).exporter.usage().processorSeconds();
        }
        return seconds;
    }

    /** Subtracts what polling takes in the meantime. */
    private static double scrapeMicros(Running running, double cycle) throws IOException, InterruptedException {
        int scrapes = Math.clamp(SCRAPED_JOBS / Math.max(1, running.jobs), MIN_SCRAPES, MAX_SCRAPES);
        running.exporter.scrape(SCRAPE, scrapes);
        double before = running.exporter.usage().processorSeconds();
        long begin = System.nanoTime();
        running.exporter.scrape(SCRAPE, scrapes);
        double elapsedIntervals = (System.nanoTime() - begin) / (double) INTERVAL.toNanos();
        double micros = (running.exporter.usage().processorSeconds() - before) * 1e6;
        return (micros - cycle * elapsedIntervals) / scrapes;
    }

    private static Row row(String figure, List<Cost> costs, ToDoubleFunction<Cost> of) {
        double fixed = of.applyAsDouble(costs.getFirst());
        double[] each = costs.stream()
                .skip(1)
                .mapToDouble(cost -> (of.applyAsDouble(cost) - fixed) / cost.jobs)
                .toArray();
        double least = Arrays.stream(each).min().orElseThrow();
        double most = Arrays.stream(each).max().orElseThrow();
        double growth = growth(each);
        String ours = Arrays.stream(each).mapToObj(Values::number).collect(Collectors.joining(" / "));
        return new Row(
                "cost of each of 1,000 / 10,000 / 100,000 jobs: " + figure,
                ours,
                Values.number(fixed) + " without a job",
                Row.fraction(growth),
                Values.number(least) + "–" + Values.number(most),
                "among more ≤ " + Row.fraction(MAX_RATIO) + " × among fewer",
                Row.word(least > 0 && growth <= MAX_RATIO));
    }

    /** Returns the most that a cost is of one before it. */
    private static double growth(double... costs) {
        double least = Double.POSITIVE_INFINITY;
        double growth = 0;
        for (double cost : costs) {
            least = Math.min(least, cost);
            growth = Math.max(growth, cost / least);
        }
        return growth;
    }

    private record Running(int jobs, SimulatedAws aws, Started exporter, Path directory) implements AutoCloseable {
        static Running start(Lab lab, int jobs) throws IOException, InterruptedException {
            SimulatedAws aws = SimulatedAws.start(1, REGIONS, jobs);
            Path directory = lab.newDirectory("growth");
            Program program = lab.image(aws, INTERVAL, "-XX:MaxRAM=2g", Heap.LOG);
            return new Running(jobs, aws, Started.start(program, directory), directory);
        }

        @Override
        public void close() {
            exporter.close();
            aws.close();
        }
    }
}
