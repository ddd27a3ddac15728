package io.github.bedrockbatch.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The first polls of 300 targets without a job after a first start, and how many series such a target has. */
final class FirstPollsFigure implements Figure {
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    /** Even polls would be a tenth of all in each tenth of the interval. */
    private static final double MAX_SHARE_OF_TENTH = 0.3;

    private static final int MAX_SERIES = 120;

    @Override
    public String word() {
        return "first";
    }

    @Override
    public List<Row> measure(Lab lab) throws IOException, InterruptedException {
        Path directory = lab.newDirectory("first");
        try (SimulatedAws aws = SimulatedAws.start(30, 10, 0);
                Started ours = Started.start(lab.image(aws, INTERVAL, Lab.CONTAINER), directory)) {
            ours.awaitReady();
            Map<String, Double> first = firstPolls(ours, aws.targets());
            return List.of(firstPolls(first.values(), ours.launched(), aws.targets()), series(ours, directory));
        }
    }

    /** Looks at least once an interval, so that no first poll is hidden by a second. */
    private static Map<String, Double> firstPolls(Started ours, int targets) throws IOException, InterruptedException {
        Map<String, Double> first = new HashMap<>();
        double end = ours.launched() + INTERVAL.multipliedBy(3).toSeconds();
        while (first.size() < targets && System.currentTimeMillis() / 1e3 < end) {
            LastSuccess.of(ours).forEach(first::putIfAbsent);
            Thread.sleep(1000);
        }
        return first;
    }

    private static Row firstPolls(Collection<Double> times, double launched, int targets) {
        Values after = new Values("s after the launch");
        times.forEach(time -> after.add(time - launched));
        double tenth = INTERVAL.toSeconds() / 10.0;
        double share = times.stream()
                        .mapToLong(time -> times.stream()
                                .filter(other -> other >= time && other < time + tenth)
                                .count())
                        .max()
                        .orElse(0)
                / (double) targets;
        boolean met = times.size() == targets
                && after.max() <= INTERVAL.multipliedBy(2).toSeconds()
                && share <= MAX_SHARE_OF_TENTH;
        String figure = "300 targets at 30 s, first polls: " + times.size() + " done, at most "
                + Values.number(share * 100) + " % in 3 s";
        return Row.judged(figure, after, "all within 60 s, spread", met);
    }

    private static Row series(Started ours, Path directory) throws IOException, InterruptedException {
        Path file = directory.resolve("metrics");
        ours.scrapeTo(file, Download.TEXT);
        Values series = new Values("series");
        Samples.perTarget(Files.readString(file)).values().forEach(series::add);
        return Row.judged(
                "series of a target without a job", series, "at most " + MAX_SERIES, series.max() <= MAX_SERIES);
    }
}
