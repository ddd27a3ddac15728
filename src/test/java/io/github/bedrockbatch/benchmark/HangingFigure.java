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
            Values before = intervals(pauses(ours, INTERVAL.multipliedBy(3)), true);
            aws.simulator().faults().add(FaultRule.of(new Fault.Hang()).inRegion(HANGING));
            Map<String, Double> pauses = pauses(ours, WATCHED);
            Values others = intervals(pauses, false);
            String figure = "one of 10 regions hangs, 30 accounts, 10 s: longest pause of each other target";
            return List.of(
                    Row.judged(figure, others, "at most " + MAX_INTERVALS, others.max() <= MAX_INTERVALS),
                    Row.plain("– of each target that hangs", intervals(pauses, true)),
                    Row.plain("– of these, before", before));
        }
    }

    /** Returns the longest time between successes of each target, in seconds. */
    private static Map<String, Double> pauses(Started ours, Duration watched) throws IOException, InterruptedException {
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
        return longest;
    }

    /** Returns the pauses of the targets that hang, or of the others, in intervals. */
    private static Values intervals(Map<String, Double> pauses, boolean hanging) {
        Values intervals = new Values("intervals");
        pauses.forEach((target, pause) -> {
            if (Samples.label(target, "region").equals(HANGING) == hanging) {
                intervals.add(pause / INTERVAL.toSeconds());
            }
        });
        return intervals;
    }
}
