package io.github.bedrockbatch.benchmark;

import io.github.bedrockbatch.simulator.Fault;
import io.github.bedrockbatch.simulator.FaultRule;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One of ten regions answers no more, in each of 30 accounts: how long the other targets wait for their polls. */
final class HangingFigure implements Figure {
    private static final int JOBS = 30_000;
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration WATCHED = Duration.ofSeconds(100);
    private static final double MAX_INTERVALS = 2;
    private static final String HANGING = SimulatedAws.REGIONS.getLast();

    @Override
    public String word() {
        return "hanging";
    }

    @Override
    public List<Row> measure(Lab lab) throws IOException, InterruptedException {
        try (SimulatedAws aws = SimulatedAws.start(30, 10, JOBS);
                Started ours = Started.start(lab.image(aws, INTERVAL, "-XX:MaxRAM=1g"), lab.newDirectory("hanging"))) {
            ours.awaitJobs(JOBS);
            Thread.sleep(INTERVAL.multipliedBy(2));
            Values healthy = pauses(ours, INTERVAL.multipliedBy(3));
            aws.simulator().faults().add(FaultRule.of(new Fault.Hang()).inRegion(HANGING));
            Values hanging = pauses(ours, WATCHED);
            String figure = "one of 10 regions hangs, 30 accounts, 10 s: longest pause of each other target";
            return List.of(
                    Row.judged(figure, hanging, "at most " + MAX_INTERVALS, hanging.max() <= MAX_INTERVALS),
                    Row.plain("– before it hangs", healthy));
        }
    }

    /** Returns the longest time between successes of each target of the other regions, in intervals. */
    private static Values pauses(Started ours, Duration watched) throws IOException, InterruptedException {
        Map<String, Double> last = LastSuccess.of(ours);
        Map<String, Double> longest = new HashMap<>();
        double end = System.currentTimeMillis() / 1e3 + watched.toSeconds();
        while (System.currentTimeMillis() / 1e3 < end) {
            Thread.sleep(INTERVAL.dividedBy(4));
            Map<String, Double> present = LastSuccess.of(ours);
            double now = System.currentTimeMillis() / 1e3;
            last.forEach((target, time) -> {
                double success = present.getOrDefault(target, time);
                longest.merge(target, success > time ? success - time : now - time, Math::max);
            });
            last.putAll(present);
        }
        Values pauses = new Values("intervals");
        longest.forEach((target, pause) -> {
            if (!Samples.label(target, "region").equals(HANGING)) {
                pauses.add(pause / INTERVAL.toSeconds());
            }
        });
        return pauses;
    }
}
