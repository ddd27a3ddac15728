package io.github.bedrockbatch;

import static io.github.bedrockbatch.Evidence.countedEnds;
import static io.github.bedrockbatch.Evidence.sum;
import static io.github.bedrockbatch.Evidence.text;
import static io.github.bedrockbatch.Evidence.transitionEvents;
import static io.github.bedrockbatch.Evidence.trueEnds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.simulator.Fault;
import io.github.bedrockbatch.simulator.FaultRule;
import io.github.bedrockbatch.simulator.Fleet;
import io.github.bedrockbatch.simulator.JobScript;
import io.github.bedrockbatch.simulator.Outcome;
import io.github.bedrockbatch.simulator.Simulator;
import io.github.bedrockbatch.simulator.SimulatorConfig;
import io.github.bedrockbatch.simulator.Timings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Holds that the daemon, as a process against a simulated AWS, tells what truly happened: once, whatever goes wrong. */
class DaemonIT {
    private static final String ACCOUNT = SimulatorConfig.DEFAULT_ACCOUNT;
    private static final String EAST = "us-east-1";
    private static final String WEST = "us-west-2";
    private static final String LAST_SUCCESS = "bedrock_batch_exporter_poll_last_success_timestamp_seconds";
    private static final String LOOKUP_SUCCESS = "bedrock_batch_job_lookup_success";
    private static final Pattern LASTING = Pattern.compile(
            "bedrock_batch_(job_transitions_total|processed_records_total"
                    + "|job_(queue_)?duration_seconds_(bucket|count|sum)|job_detection_delay_seconds_(bucket|count|sum))\\{");
    private static final String ABSENT = "absentabsent";
    private static final List<Outcome> OUTCOMES = List.of(Outcome.values());
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    private Path directory = Path.of(".");

    private final Simulator simulator;

    DaemonIT() throws IOException {
        simulator = Simulator.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Fleet.empty(), InstantSource.system());
    }

    @AfterEach
    void closeSimulator() {
        simulator.close();
    }

    @Test
    void countsEveryEndOfJobsWatchedByArn() throws IOException {
        simulator.faults().add(FaultRule.of(Fault.denied()).onOperation("ListModelInvocationJobs"));
        List<JobScript> scripts = tenJobs(Instant.now());
        try (ExporterProcess exporter = ExporterProcess.daemon(configuration(watching(scripts)))) {
            exporter.awaitReady();
            awaitAtLeast(exporter, 2, "bedrock_batch_exporter_polls_total");
            tenJobs(Instant.now()).forEach(simulator::add);
            awaitEnds(exporter, scripts.size());

            Map<String, Double> samples = exporter.scrape();
            assertThat(sum(samples, LOOKUP_SUCCESS, "job_id=\"" + ABSENT + "\""))
                    .isZero();
            assertThat(samples.keySet())
                    .anyMatch(series -> series.startsWith(LOOKUP_SUCCESS) && series.contains(ABSENT));
            assertThat(sum(samples, LOOKUP_SUCCESS)).isEqualTo(scripts.size());
            awaitEvents(exporter, Math.round(Evidence.transitions(samples)));
            assertThat(exporter.terminate()).isZero();
            assertEachEndsOnce(scripts, exporter.output());
        }
    }

    @Test
    void countsEachTransitionOnceThroughTenKills() throws IOException {
        long seed = System.nanoTime();
        System.out.println("Seed of the kills: " + seed);
        Random random = new Random(seed);
        Path file = configuration("discovery: [{regions: [" + EAST + "]}]\nstore: {type: sqlite, path: \""
                + directory.resolve("state.db") + "\"}\n");
        List<String> output = new ArrayList<>();
        Map<String, Double> highest = new HashMap<>();
        int jobs = 21;
        try (ExporterProcess first = ExporterProcess.daemon(file)) {
            first.awaitReady();
            awaitAtLeast(first, 1, LAST_SUCCESS);
            fleetOver(Duration.ofSeconds(35), jobs).forEach(simulator::add);
            runUntilKilled(first, random.nextInt(3000), highest, output);
        }
        for (int kill = 2; kill <= 10; kill++) {
            try (ExporterProcess exporter = ExporterProcess.daemon(file)) {
                if (kill % 2 == 0) {
                    exporter.awaitReady();
                }
                runUntilKilled(exporter, random.nextInt(3500), highest, output);
            }
        }
        try (ExporterProcess last = ExporterProcess.daemon(file)) {
            last.awaitReady();
            awaitEnds(last, jobs);
            Map<String, Double> samples = last.scrape();
            raise(highest, samples);
            await("written events").atMost(LONG).until(() -> pending(last.scrape()) == 0);
            assertThat(last.terminate()).isZero();
            output.addAll(last.output());
            Set<String> ids = transitionEvents(output).stream()
                    .map(event -> text(event, "transition_id"))
                    .collect(Collectors.toSet());
            assertThat(ids).as("seed %d", seed).hasSize((int) Evidence.transitions(samples));
        }
    }

    @Test
    void keepsOneRegionsTroubleThere() throws IOException {
        Path file = configuration("discovery: [{regions: [" + EAST + ", " + WEST + "]}]\nstore: {type: memory}\n");
        try (ExporterProcess exporter = ExporterProcess.daemon(file)) {
            exporter.awaitReady();
            awaitProgress(exporter, EAST, 0);
            awaitProgress(exporter, WEST, 0);
            int jobs = 6;
            Instant now = Instant.now();
            for (int i = 0; i < jobs; i++) {
                simulator.add(script(i % 2 == 0 ? EAST : WEST, "job-" + i, outcome(i), now.plusSeconds(i * 5L)));
            }
            for (Fault fault : faults()) {
                strike(exporter, fault);
            }
            awaitEnds(exporter, jobs);
            assertThat(exporter.terminate()).isZero();
        }
    }

    private static List<Fault> faults() {
        return List.of(
                new Fault.ErrorAnswer("InternalServerException", 500, "Something broke."),
                new Fault.ErrorAnswer("ThrottlingException", 429, "Rate exceeded"),
                new Fault.Delay(Duration.ofSeconds(3)),
                new Fault.Hang(),
                new Fault.Reset(),
                new Fault.Truncate(),
                new Fault.Garbage("<html>not JSON"));
    }

    /** Lets a fault befall the west, sees that the east goes on while the west fails, and that the west recovers. */
    private void strike(ExporterProcess exporter, Fault fault) {
        Map<String, Double> before = exporter.scrape();
        double failures = failures(before);
        long rule = simulator.faults().add(FaultRule.of(fault).inRegion(WEST));
        awaitProgress(exporter, EAST, lastSuccess(before, EAST) + 3);
        await("failures by " + fault).atMost(LONG).until(() -> failures(exporter.scrape()) > failures);
        Map<String, Double> during = exporter.scrape();
        assertThat(simulator.faults().remove(rule)).isTrue();
        awaitProgress(exporter, WEST, Math.max(lastSuccess(during, WEST), lastSuccess(before, EAST) + 3));
    }

    private static double pending(Map<String, Double> samples) {
        return samples.getOrDefault("bedrock_batch_exporter_events_pending", Double.NaN);
    }

    private static double failures(Map<String, Double> samples) {
        return sum(samples, "bedrock_batch_exporter_aws_request_errors_total", region(WEST));
    }

    private static double lastSuccess(Map<String, Double> samples, String region) {
        return sum(samples, LAST_SUCCESS, region(region));
    }

    private static void awaitProgress(ExporterProcess exporter, String region, double beyond) {
        await("a successful poll of " + region)
                .atMost(LONG)
                .until(() -> lastSuccess(exporter.scrape(), region) > beyond);
    }

    private static void awaitAtLeast(ExporterProcess exporter, double least, String metric) {
        await(metric).atMost(LONG).until(() -> sum(exporter.scrape(), metric) >= least);
    }

    private static void awaitEvents(ExporterProcess exporter, long count) {
        await("events")
                .atMost(LONG)
                .until(() -> transitionEvents(exporter.output()).size() >= count);
    }

    /** Waits until all jobs have ended and are counted as what they ended as. */
    private void awaitEnds(ExporterProcess exporter, int jobs) {
        await("the ends of all jobs").atMost(LONG).until(() -> Evidence.ended(simulator, jobs));
        await("the counts of all ends").atMost(LONG).untilAsserted(() -> {
            Map<String, Double> samples = exporter.scrape();
            for (String region : List.of(EAST, WEST)) {
                assertThat(countedEnds(samples, region)).isEqualTo(trueEnds(simulator, region));
            }
        });
    }

    private static void assertEachEndsOnce(List<JobScript> scripts, List<String> output) {
        Map<String, List<String>> ends = transitionEvents(output).stream()
                .filter(event -> Evidence.TERMINAL.contains(text(event, "to")))
                .collect(Collectors.groupingBy(
                        (JsonNode event) -> text(event, "job_id"),
                        Collectors.mapping(event -> text(event, "to"), Collectors.toList())));
        assertThat(ends)
                .isEqualTo(scripts.stream()
                        .collect(Collectors.toMap(
                                JobScript::id,
                                script -> List.of(script.outcome().status()))));
    }

    /** Scrapes a daemon, as soon as it can be, for a time, then kills it wherever it is. */
    private static void runUntilKilled(
            ExporterProcess exporter, int millis, Map<String, Double> highest, List<String> output) {
        Instant end = Instant.now().plusMillis(millis);
        await().atMost(LONG).pollDelay(Duration.ZERO).until(() -> {
            if (exporter.port().isPresent()) {
                raise(highest, exporter.scrape());
            }
            return Instant.now().isAfter(end);
        });
        exporter.kill();
        output.addAll(exporter.output());
    }

    /** Sees that nothing that outlives the process is lower than before, or missing once it was more than 0. */
    private static void raise(Map<String, Double> highest, Map<String, Double> samples) {
        samples.forEach((series, value) -> {
            if (LASTING.matcher(series).lookingAt()) {
                assertThat(value).as(series).isGreaterThanOrEqualTo(highest.getOrDefault(series, 0.0));
                if (value > 0) {
                    highest.put(series, value);
                }
            }
        });
        assertThat(samples.keySet()).containsAll(highest.keySet());
    }

    /** Jobs of all outcomes, one of which appears late. */
    private static List<JobScript> tenJobs(Instant submitted) {
        return IntStream.range(0, 10)
                .mapToObj(i ->
                        script(i % 2 == 0 ? EAST : WEST, "job-" + i, outcome(i), submitted.plusSeconds(i == 9 ? 8 : 0)))
                .toList();
    }

    private static List<JobScript> fleetOver(Duration time, int jobs) {
        Instant now = Instant.now();
        return IntStream.range(0, jobs)
                .mapToObj(i -> script(
                        EAST,
                        "job-" + i,
                        outcome(i),
                        now.plus(time.multipliedBy(i).dividedBy(jobs))))
                .toList();
    }

    private static JobScript script(String region, String name, Outcome outcome, Instant submitted) {
        return JobScript.of(ACCOUNT, region, name, outcome, submitted, Timings.ofSeconds(2, 3, 3, 8, 2));
    }

    private static Outcome outcome(int number) {
        return OUTCOMES.get(number % OUTCOMES.size());
    }

    private static String watching(List<JobScript> scripts) {
        StringBuilder yaml = new StringBuilder("store: {type: memory}\njobs:\n");
        scripts.forEach(script -> yaml.append(arn(script.region(), script.id())));
        return yaml.append(arn(EAST, ABSENT)).toString();
    }

    private static String arn(String region, String id) {
        return "  - arn:aws:bedrock:" + region + ":" + ACCOUNT + ":model-invocation-job/" + id + "\n";
    }

    private static String region(String region) {
        return "region=\"" + region + "\"";
    }

    private Path configuration(String yaml) throws IOException {
        return Files.writeString(
                directory.resolve("exporter.yml"),
                "poll: {interval: 1s, max_requests_per_second: 50}\naws: {endpoint_url: \"" + simulator.uri()
                        + "\", connect_timeout: 1s, read_timeout: 1s}\n" + yaml);
    }
}
