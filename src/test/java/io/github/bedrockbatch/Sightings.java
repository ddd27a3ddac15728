package io.github.bedrockbatch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When /metrics first showed each job in each status: it is scraped all the time. */
final class Sightings implements AutoCloseable {
    private static final Pattern STATUS =
            Pattern.compile("bedrock_batch_job_status\\{.*job_id=\"(.*?)\".*status=\"(.*?)\".*}");
    private static final long EVERY_MILLIS = 50;

    private final ExporterProcess exporter;
    private final Map<Sight, Instant> first = new ConcurrentHashMap<>();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    private final Future<?> scraping;

    private record Sight(String jobId, String status) {}

    Sightings(ExporterProcess exporter) {
        this.exporter = exporter;
        scraping = executor.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** How long it took until each of the changes was shown, of those that have been by now. */
    List<Duration> delays(List<Change> changes) {
        if (scraping.isDone()) {
            throw new IllegalStateException(scraping.exceptionNow());
        }
        return changes.stream().flatMap(change -> delay(change).stream()).toList();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private Optional<Duration> delay(Change change) {
        return Optional.ofNullable(first.get(new Sight(change.jobId(), change.status())))
                .map(shown -> Duration.between(change.at(), shown));
    }

    private void look() {
        Map<String, Double> samples = exporter.scrape();
        Instant now = Instant.now();
        samples.forEach((series, value) -> {
            Matcher labels = STATUS.matcher(series);
            if (value == 1 && labels.matches()) {
                first.putIfAbsent(new Sight(labels.group(1), labels.group(2)), now);
            }
        });
    }
}
