package io.github.bedrockbatch;

import static io.github.bedrockbatch.Evidence.countedEnds;
import static io.github.bedrockbatch.Evidence.label;
import static io.github.bedrockbatch.Evidence.lastSuccess;
import static io.github.bedrockbatch.Evidence.sum;
import static io.github.bedrockbatch.Evidence.text;
import static io.github.bedrockbatch.Evidence.transitionEvents;
import static io.github.bedrockbatch.SimulatedAws.EAST;
import static io.github.bedrockbatch.SimulatedAws.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.simulator.Fault;
import io.github.bedrockbatch.simulator.FaultRule;
import io.github.bedrockbatch.simulator.JobScript;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Holds that the daemon, as a process against a simulated AWS, tells what truly happened: once, whatever goes wrong. */
class DaemonIT {
    private static final String LOOKUP_SUCCESS = "bedrock_batch_job_lookup_success";
    private static final String ABSENT = "absentabsent";
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    private Path directory = Path.of(".");

    private final SimulatedAws aws;

    DaemonIT() throws IOException {
        aws = SimulatedAws.behindBy(Duration.ZERO);
    }

    @AfterEach
    void closeAws() {
        aws.close();
    }

    @Test
    void countsEveryEndOfJobsWatchedByArn() throws IOException {
        aws.faults().add(FaultRule.of(Fault.denied()).onOperation("ListModelInvocationJobs"));
        List<JobScript> scripts = tenJobs(Instant.now());
        try (ExporterProcess exporter = ExporterProcess.daemon(aws.configuration(directory, watching(scripts)))) {
            exporter.awaitReady();
            awaitAtLeast(exporter, 2, "bedrock_batch_exporter_polls_total");
            tenJobs(Instant.now()).forEach(aws::add);
            awaitEnds(exporter, scripts.size());

            Map<String, Double> samples = exporter.scrape();
            assertThat(sum(samples, LOOKUP_SUCCESS, label("job_id", ABSENT))).isZero();
            assertThat(samples.keySet())
                    .anyMatch(series -> series.startsWith(LOOKUP_SUCCESS) && series.contains(ABSENT));
            assertThat(sum(samples, LOOKUP_SUCCESS)).isEqualTo(scripts.size());
            awaitEvents(exporter, Math.round(Evidence.transitions(samples)));
            assertThat(exporter.terminate()).isZero();
            assertEachEndsOnce(scripts, exporter.output());
        }
    }

    @Test
    void keepsOneRegionsTroubleThere() throws IOException {
        Path file = aws.configuration(
                directory, "discovery: [{regions: [" + EAST + ", " + WEST + "]}]\nstore: {type: memory}\n");
        try (ExporterProcess exporter = ExporterProcess.daemon(file)) {
            exporter.awaitReady();
            awaitProgress(exporter, EAST, 0);
            awaitProgress(exporter, WEST, 0);
            int jobs = 6;
            Instant now = Instant.now();
            for (int i = 0; i < jobs; i++) {
                aws.add(SimulatedAws.script(i, now.plusSeconds(i * 5L)));
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
        long rule = aws.faults().add(FaultRule.of(fault).inRegion(WEST));
        awaitProgress(exporter, EAST, lastSuccess(before, EAST) + 3);
        await("failures by " + fault).atMost(LONG).until(() -> failures(exporter.scrape()) > failures);
        Map<String, Double> during = exporter.scrape();
        assertThat(aws.faults().remove(rule)).isTrue();
        awaitProgress(exporter, WEST, Math.max(lastSuccess(during, WEST), lastSuccess(before, EAST) + 3));
    }

    private static double failures(Map<String, Double> samples) {
        return sum(samples, "bedrock_batch_exporter_aws_request_errors_total", label("region", WEST));
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
        await("the ends of all jobs").atMost(LONG).until(() -> aws.haveEnded(jobs));
        await("the counts of all ends").atMost(LONG).untilAsserted(() -> {
            Map<String, Double> samples = exporter.scrape();
            for (String region : SimulatedAws.REGIONS) {
                assertThat(countedEnds(samples, region)).isEqualTo(aws.ends(region));
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

    /** Jobs of all outcomes, one of which appears late. */
    private static List<JobScript> tenJobs(Instant submitted) {
        return IntStream.range(0, 10)
                .mapToObj(i -> SimulatedAws.script(i, submitted.plusSeconds(i == 9 ? 8 : 0)))
                .toList();
    }

    private static String watching(List<JobScript> scripts) {
        StringBuilder yaml = new StringBuilder("store: {type: memory}\njobs:\n");
        scripts.forEach(script -> yaml.append(arn(script.region(), script.id())));
        return yaml.append(arn(EAST, ABSENT)).toString();
    }

    private static String arn(String region, String id) {
        return "  - arn:aws:bedrock:" + region + ":" + SimulatedAws.ACCOUNT + ":model-invocation-job/" + id + "\n";
    }
}
