package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What was scraped of one daemon after the other on the same store: sees that nothing that counts ever goes back. */
final class Scrapes {
    private static final Pattern COUNTER = Pattern.compile("[a-z_]+_(total|bucket|count|sum)(\\{.*)?");
    private static final Pattern OF_THE_PROCESS = Pattern.compile("bedrock_batch_exporter_|jvm_|process_");

    private final Map<String, Double> lasting = new HashMap<>();
    private final Map<String, Double> passing = new HashMap<>();
    private final Map<String, Double> lastSuccess = new HashMap<>();
    private final List<Look> looks = new ArrayList<>();
    private final List<String> regions;
    private Map<String, Double> last = Map.of();

    /** Takes those of daemons that watch both regions. */
    Scrapes() {
        this(SimulatedAws.REGIONS);
    }

    /** Takes those of daemons that watch these regions. */
    Scrapes(List<String> regions) {
        this.regions = regions;
    }

    /**
     * A time within which all of a region's jobs were looked at and what was seen was recorded.
     *
     * @param from the end of an earlier poll, in seconds since 1970
     * @param to the end of a later one
     */
    private record Look(String region, double from, double to) {}

    /** Begins with a new process, in which what does not outlive a process may begin anew. */
    void restart() {
        passing.clear();
        lastSuccess.clear();
    }

    /** Takes a scrape: no counter, bucket or sum is lower than before, nor missing once it was more than 0. */
    void add(Map<String, Double> samples) {
        samples.forEach((series, value) -> {
            if (COUNTER.matcher(series).matches()) {
                raise(OF_THE_PROCESS.matcher(series).lookingAt() ? passing : lasting, series, value);
            }
        });
        last = samples;
        assertThat(samples.keySet()).containsAll(lasting.keySet()).containsAll(passing.keySet());
        regions.forEach(region -> look(region, Evidence.lastSuccess(samples, region)));
    }

    /** The samples of the last scrape. */
    Map<String, Double> last() {
        return last;
    }

    /** A sample of the last scrape. */
    double last(String series) {
        return last.getOrDefault(series, Double.NaN);
    }

    /** Whether a whole look at a region fell between two moments. */
    boolean lookedAt(String region, Instant from, Instant to) {
        return looks.stream()
                .anyMatch(look ->
                        look.region().equals(region) && look.from() >= seconds(from) && look.to() <= seconds(to));
    }

    /** Whether a whole look at each region began after a moment. */
    boolean lookedAtAllAfter(Instant moment) {
        return regions.stream().allMatch(region -> lookedAt(region, moment, Instant.MAX));
    }

    private static void raise(Map<String, Double> highest, String series, double value) {
        assertThat(value).as(series).isGreaterThanOrEqualTo(highest.getOrDefault(series, 0.0));
        if (value > 0) {
            highest.put(series, value);
        }
    }

    /** The polls of a region follow one upon the other: between the ends of two lies at least one whole poll. */
    private void look(String region, double to) {
        Double from = lastSuccess.put(region, to);
        if (from != null && from > 0 && from < to) {
            looks.add(new Look(region, from, to));
        }
    }

    /** Seconds since 1970, as a metric has them. */
    private static double seconds(Instant instant) {
        return instant.getEpochSecond() + instant.getNano() / 1e9;
    }
}
