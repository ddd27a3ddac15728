package io.github.bedrockbatch;

import static io.github.bedrockbatch.Evidence.text;
import static io.github.bedrockbatch.Evidence.transitionEvents;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.simulator.JobScript;
import io.github.bedrockbatch.simulator.Outcome;
import io.github.bedrockbatch.simulator.Timeline;
import io.github.bedrockbatch.simulator.Timings;
import io.github.bedrockbatch.testing.LocalStack;
import io.github.bedrockbatch.testing.OnLocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Two accounts in two regions, polled once a minute, whose changes come by EventBridge and SQS: each is shown within a moment;
 * and when the queues go, within the minute.
 */
@OnLocalStack
class NotificationsProcessIT {
    private static final Path TEMPLATE = Path.of("config/eventbridge-to-sqs.yaml");
    private static final List<Target> TARGETS = Stream.of("111111111111", "222222222222")
            .flatMap(account -> SimulatedAws.REGIONS.stream().map(region -> new Target(account, region)))
            .toList();
    private static final List<Outcome> OUTCOMES = List.of(Outcome.values());
    private static final Duration INTERVAL = Duration.ofSeconds(60);
    /** In which a change is shown that a queue tells of, on a busy machine too. */
    private static final Duration MOMENT = Duration.ofSeconds(10);

    private static final Timings TIMINGS = Timings.ofSeconds(5, 6, 5, 9, 4);
    private static final Duration SPACING = Duration.ofMillis(350);
    private static final Duration LONG = Duration.ofMinutes(4);
    private static final int JOBS = 100;
    private static final int JOBS_WITHOUT_QUEUES = 40;
    private static final int JOBS_OF_REPLICAS = 40;
    private static final String MESSAGES = "bedrock_batch_exporter_notifications_total";

    @TempDir
    private Path directory = Path.of(".");

    private final String name = "process-" + UUID.randomUUID();
    private final SimulatedAws aws = SimulatedAws.behindBy(Duration.ZERO);
    private final Map<Target, LocalQueue> queues = new TreeMap<>();

    NotificationsProcessIT() throws IOException {}

    @BeforeEach
    void deploy() throws IOException {
        for (Target target : TARGETS) {
            try (CloudFormation stacks = new CloudFormation(target)) {
                Map<String, String> outputs = stacks.create(name, TEMPLATE, name);
                queues.put(target, LocalQueue.at(target, Objects.requireNonNull(outputs.get("QueueUrl"))));
            }
        }
    }

    @AfterEach
    void close() {
        queues.values().forEach(LocalQueue::close);
        for (Target target : TARGETS) {
            try (CloudFormation stacks = new CloudFormation(target)) {
                stacks.delete(name);
            }
        }
        aws.close();
    }

    @Test
    void showsEachChangeWithinAMomentAndWithoutTheQueuesWithinTheInterval() throws IOException {
        try (ExporterProcess exporter =
                ExporterProcess.daemon(configuration("type: sqlite")).awaitReady()) {
            awaitFirstPolls(exporter);
            List<JobScript> first = scripts(0, JOBS);
            try (Sightings sightings = new Sightings(exporter);
                    Forwarder forwarder = new Forwarder(TARGETS)) {
                play(first, forwarder);
                awaitEnds(first, sightings);
                report(Change.of(first), sightings, "with queues", MOMENT);
            }
            List<JobScript> second = scripts(JOBS, JOBS_WITHOUT_QUEUES);
            try (Sightings sightings = new Sightings(exporter);
                    Forwarder forwarder = new Forwarder(TARGETS)) {
                play(second, forwarder);
                Instant middle = second.getLast().submitted();
                await("the middle").atMost(LONG).until(() -> Instant.now().isAfter(middle));
                queues.values().forEach(LocalQueue::delete);
                awaitEnds(second, sightings);
                report(ends(second), sightings, "without queues", INTERVAL.plusSeconds(15));
            }
            List<JobScript> all = Stream.concat(first.stream(), second.stream()).toList();
            assertThat(countedEnds(exporter.scrape())).isEqualTo(trueEnds(all));
            assertThat(exporter.terminate()).isZero();
            assertTold(all, transitionEvents(exporter.output()));
        }
    }

    @Test
    void replicasShareTheQueuesAndEachShowsEachChange() throws IOException {
        try (RestartableDatabase database = new RestartableDatabase(directory.resolve("database"))) {
            Path file = configuration("type: postgresql, url: \"" + database.url() + "\"");
            try (ExporterProcess one = ExporterProcess.daemon(file);
                    ExporterProcess other = ExporterProcess.daemon(file)) {
                List<ExporterProcess> replicas = List.of(one.awaitReady(), other.awaitReady());
                replicas.forEach(NotificationsProcessIT::awaitFirstPolls);
                List<JobScript> scripts = scripts(0, JOBS_OF_REPLICAS);
                try (Sightings ofOne = new Sightings(one);
                        Sightings ofOther = new Sightings(other);
                        Forwarder forwarder = new Forwarder(TARGETS)) {
                    play(scripts, forwarder);
                    awaitEnds(scripts, ofOne);
                    awaitEnds(scripts, ofOther);
                    report(Change.of(scripts), ofOne, "at one replica", MOMENT);
                    report(Change.of(scripts), ofOther, "at the other replica", MOMENT);
                }
                for (ExporterProcess replica : replicas) {
                    assertThat(countedEnds(replica.scrape())).isEqualTo(trueEnds(scripts));
                    assertThat(Evidence.sum(replica.scrape(), MESSAGES)).isPositive();
                }
                replicas.forEach(replica -> assertThat(replica.terminate()).isZero());
                Chronicle chronicle = new Chronicle();
                chronicle.addAll(replicas.stream()
                        .map(replica -> new Chronicle.Output(replica.output(), false))
                        .toList());
                assertTold(scripts, chronicle.transitions());
            }
        }
    }

    private void play(List<JobScript> scripts, Forwarder forwarder) {
        scripts.forEach(aws::add);
        scripts.forEach(forwarder::forward);
    }

    private static void awaitEnds(List<JobScript> scripts, Sightings sightings) {
        List<Change> ends = ends(scripts);
        await("the ends").atMost(LONG).until(() -> sightings.delays(ends).size() == ends.size());
    }

    private static List<Change> ends(List<JobScript> scripts) {
        return Change.of(scripts).stream().filter(Change::isEnd).toList();
    }

    /**
     * Holds the time that it took to show changes to a bound for a busy machine, which may also let a status pass unseen before
     * its job is looked at.
     */
    private static void report(List<Change> changes, Sightings sightings, String what, Duration bound) {
        List<Duration> delays = sightings.delays(changes).stream().sorted().toList();
        Duration p99 = percentile(delays, 99);
        System.out.printf(
                "%s: %d of %d changes shown after p50 %d ms, p99 %d ms, max %d ms%n",
                what,
                delays.size(),
                changes.size(),
                percentile(delays, 50).toMillis(),
                p99.toMillis(),
                delays.getLast().toMillis());
        assertThat(p99).isLessThanOrEqualTo(bound);
        assertThat(delays.size()).isGreaterThanOrEqualTo(changes.size() * 9 / 10);
    }

    private static Map<String, Long> countedEnds(Map<String, Double> samples) {
        Map<String, Long> ends = new TreeMap<>();
        for (String region : SimulatedAws.REGIONS) {
            Evidence.countedEnds(samples, region).forEach((status, count) -> ends.merge(status, count, Long::sum));
        }
        return ends;
    }

    private static Map<String, Long> trueEnds(List<JobScript> scripts) {
        return ends(scripts).stream()
                .collect(Collectors.groupingBy(Change::status, TreeMap::new, Collectors.counting()));
    }

    private static Duration percentile(List<Duration> sorted, int percent) {
        return sorted.get((int) Math.ceil(sorted.size() * percent / 100.0) - 1);
    }

    /** Each job's events are one chain from Submitted to its end, through statuses that it truly had. */
    private static void assertTold(List<JobScript> scripts, List<JsonNode> events) {
        Map<String, List<JsonNode>> byJob =
                events.stream().collect(Collectors.groupingBy(event -> text(event, "job_id")));
        assertThat(byJob).hasSize(scripts.size());
        for (JobScript script : scripts) {
            List<String> told = new ArrayList<>(List.of("Submitted"));
            for (JsonNode event : Objects.requireNonNull(byJob.get(script.id()))) {
                assertThat(text(event, "from")).isEqualTo(told.getLast());
                told.add(text(event, "to"));
            }
            assertThat(told).doesNotHaveDuplicates().endsWith(script.outcome().status());
            assertThat(Timeline.of(script).steps())
                    .extracting(Timeline.Step::status)
                    .containsSubsequence(told);
        }
    }

    private static List<JobScript> scripts(int from, int count) {
        Instant start = Instant.now().plusSeconds(2);
        List<JobScript> scripts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Target target = TARGETS.get(i % TARGETS.size());
            scripts.add(JobScript.of(
                    target.accountId(),
                    target.region(),
                    "job-" + (from + i),
                    OUTCOMES.get(i / TARGETS.size() % OUTCOMES.size()),
                    start.plus(SPACING.multipliedBy(i)),
                    TIMINGS));
        }
        return scripts;
    }

    private Path configuration(String store) throws IOException {
        String urls =
                queues.values().stream().map(queue -> '"' + queue.url() + '"').collect(Collectors.joining(", "));
        return Files.writeString(directory.resolve("exporter.yml"), """
                poll: {interval: %ss}
                aws:
                  endpoint_urls: {bedrock: "%s", sts: "%s", sqs: "%s"}
                  accounts:
                    - {role_arn: "arn:aws:iam::111111111111:role/exporter"}
                    - {role_arn: "arn:aws:iam::222222222222:role/exporter"}
                discovery: [{regions: [us-east-1, us-west-2]}]
                notifications: {sqs_queues: [%s]}
                store: {%s}
                """.formatted(
                        INTERVAL.toSeconds(), aws.uri(), aws.uri(), LocalStack.uri(), urls, store));
    }

    private static void awaitFirstPolls(ExporterProcess exporter) {
        await("the first polls")
                .atMost(Duration.ofSeconds(60))
                .until(() -> TARGETS.stream()
                        .allMatch(target -> Evidence.sum(
                                        exporter.scrape(),
                                        "bedrock_batch_exporter_poll_last_success_timestamp_seconds",
                                        Evidence.label("account_id", target.accountId()),
                                        Evidence.label("region", target.region()))
                                > 0));
    }
}
