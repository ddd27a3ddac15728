package io.github.bedrockbatch;

import io.github.bedrockbatch.simulator.Faults;
import io.github.bedrockbatch.simulator.Fleet;
import io.github.bedrockbatch.simulator.JobRequest;
import io.github.bedrockbatch.simulator.JobScript;
import io.github.bedrockbatch.simulator.Outcome;
import io.github.bedrockbatch.simulator.SimulatedJob;
import io.github.bedrockbatch.simulator.Simulator;
import io.github.bedrockbatch.simulator.SimulatorConfig;
import io.github.bedrockbatch.simulator.Timings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** An AWS whose jobs take seconds, and what is true of them. */
final class SimulatedAws implements AutoCloseable {
    static final String ACCOUNT = SimulatorConfig.DEFAULT_ACCOUNT;
    static final String EAST = "us-east-1";
    static final String WEST = "us-west-2";
    static final List<String> REGIONS = List.of(EAST, WEST);

    /** The models of scripted jobs, as a request names them. */
    static final List<String> MODELS = List.of(
            "anthropic.claude-3-haiku-20240307-v1:0", "amazon.nova-lite-v1:0", "meta.llama3-1-8b-instruct-v1:0");

    private static final List<Outcome> OUTCOMES = List.of(Outcome.values());
    private static final Timings TIMINGS = Timings.ofSeconds(2, 3, 3, 8, 2);
    private static final Duration COUNT_LAG = Duration.ofSeconds(3);

    private final Simulator simulator;
    private final InstantSource clock;
    private final List<String> regions;

    private SimulatedAws(Simulator simulator, InstantSource clock, List<String> regions) {
        this.simulator = simulator;
        this.clock = clock;
        this.regions = regions;
    }

    /** Starts one without jobs in two regions, whose clock is that much behind ours. */
    static SimulatedAws behindBy(Duration skew) throws IOException {
        return behindBy(skew, REGIONS);
    }

    /** Starts one without jobs, whose clock is that much behind ours. */
    static SimulatedAws behindBy(Duration skew, List<String> regions) throws IOException {
        InstantSource clock = InstantSource.offset(InstantSource.system(), skew.negated());
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        SimulatorConfig config = SimulatorConfig.of(Fleet.empty()).withCountLag(COUNT_LAG);
        return new SimulatedAws(Simulator.start(anyPort, config, clock), clock, regions);
    }

    /** Its endpoint. */
    URI uri() {
        return simulator.uri();
    }

    /** The regions in which it may have jobs. */
    List<String> regions() {
        return regions;
    }

    /** The time there. */
    Instant now() {
        return clock.instant();
    }

    /** The rules by which its requests go wrong. */
    Faults faults() {
        return simulator.faults();
    }

    void add(JobScript script) {
        simulator.add(script);
    }

    /** The job of that number: every outcome and both regions take turns. */
    static JobScript script(int number, Instant submitted) {
        return script(REGIONS, number, submitted);
    }

    /** The job of that number: every outcome, region and model take turns. */
    static JobScript script(List<String> regions, int number, Instant submitted) {
        String name = "job-" + number;
        return JobScript.of(
                        ACCOUNT,
                        regions.get(number % regions.size()),
                        name,
                        OUTCOMES.get(number % OUTCOMES.size()),
                        submitted,
                        TIMINGS)
                .withRequest(JobRequest.of(ACCOUNT, name, MODELS.get(number % MODELS.size())));
    }

    /** Every job that exists by now. */
    List<SimulatedJob> jobs() {
        return simulator.jobs();
    }

    /** Whether so many jobs exist and all have ended. */
    boolean haveEnded(int jobs) {
        Instant now = now();
        List<SimulatedJob> all = jobs();
        return all.size() == jobs && all.stream().allMatch(job -> Evidence.TERMINAL.contains(job.status(now)));
    }

    /** When the last job ends, by the clock there. */
    Instant lastEnd() {
        return jobs().stream()
                .map(job -> job.timeline().steps().getLast().at())
                .max(Instant::compareTo)
                .orElseThrow();
    }

    /** How many jobs of a region are in each terminal status by now. */
    Map<String, Long> ends(String region) {
        Instant now = now();
        return jobs().stream()
                .filter(job -> job.script().region().equals(region))
                .map(job -> job.status(now))
                .filter(Evidence.TERMINAL::contains)
                .collect(Collectors.groupingBy(status -> status, TreeMap::new, Collectors.counting()));
    }

    /** Writes the configuration of an exporter that polls it every second. */
    Path configuration(Path directory, String yaml) throws IOException {
        return configuration(directory, Map.of(), yaml);
    }

    /** Writes such a configuration with services that are elsewhere. */
    Path configuration(Path directory, Map<String, URI> endpoints, String yaml) throws IOException {
        String elsewhere = endpoints.entrySet().stream()
                .map(endpoint -> endpoint.getKey() + ": \"" + endpoint.getValue() + "\"")
                .collect(Collectors.joining(", "));
        return Files.writeString(
                directory.resolve("exporter.yml"),
                "poll: {interval: 1s, max_requests_per_second: 50}\naws: {endpoint_url: \"" + simulator.uri()
                        + "\", endpoint_urls: {" + elsewhere + "}, connect_timeout: 1s, read_timeout: 1s}\n" + yaml);
    }

    @Override
    public void close() {
        simulator.close();
    }
}
