package io.github.bedrockbatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** When /metrics first showed each transition: it is scraped all the time. */
final class Sightings implements AutoCloseable {
    private static final Pattern TRANSITIONS = Pattern.compile("bedrock_batch_job_transitions_total\\{"
            + "account_id=\"(.*?)\",from=\"(.*?)\",region=\"(.*?)\",to=\"(.*?)\"}");
    private static final long EVERY_MILLIS = 50;

    private final ExporterProcess exporter;
    private final Function<Edge, Optional<Edge>> view;
    private final Map<Edge, Long> before;
    private final List<Look> looks = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> scraping;

    /** By how much the counters had risen. */
    private record Look(Instant at, Map<Edge, Long> risen) {
        long of(Edge edge) {
            return risen.getOrDefault(edge, 0L);
        }
    }

    Sightings(ExporterProcess exporter, Function<Edge, Optional<Edge>> view) {
        this.exporter = exporter;
        this.view = view;
        this.before = counts();
        looks.add(new Look(Instant.now(), Map.of()));
        scraping = executor.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** By how much the counters have risen by now, of those that have. */
    Map<Edge, Long> risen() {
        if (scraping.isDone()) {
            throw new IllegalStateException(scraping.exceptionNow());
        }
        return looks.getLast().risen();
    }

    /** How long it took until each of the changes was shown: the n-th of an edge by the n-th rise of its counter. */
    List<Duration> delays(List<Change> changes) {
        Map<Edge, List<Instant>> truth = changes.stream()
                .collect(Collectors.groupingBy(Change::edge, Collectors.mapping(Change::at, Collectors.toList())));
        List<Duration> delays = new ArrayList<>();
        truth.forEach((edge, times) -> {
            List<Instant> shown = rises(edge);
            List<Instant> happened = times.stream().sorted().toList();
            for (int i = 0; i < happened.size(); i++) {
                delays.add(Duration.between(happened.get(i), shown.get(i)));
            }
        });
        return delays;
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private List<Instant> rises(Edge edge) {
        List<Instant> rises = new ArrayList<>();
        for (Look look : looks) {
            while (rises.size() < look.of(edge)) {
                rises.add(look.at());
            }
        }
        return rises;
    }

    private void look() {
        Map<Edge, Long> risen = new TreeMap<>();
        counts().forEach((edge, count) -> {
            long rise = count - before.getOrDefault(edge, 0L);
            if (rise > 0) {
                risen.put(edge, rise);
            }
        });
        looks.add(new Look(Instant.now(), risen));
    }

    private Map<Edge, Long> counts() {
        Map<Edge, Long> counts = new TreeMap<>();
        exporter.scrape().forEach((series, value) -> {
            Matcher labels = TRANSITIONS.matcher(series);
            if (labels.matches()) {
                Edge edge = new Edge(labels.group(1), labels.group(3), labels.group(2), labels.group(4));
                view.apply(edge).ifPresent(shown -> counts.merge(shown, Math.round(value), Long::sum));
            }
        });
        return counts;
    }
}
