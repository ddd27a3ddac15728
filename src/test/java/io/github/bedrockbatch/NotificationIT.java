package io.github.bedrockbatch;

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
import io.github.bedrockbatch.simulator.Outcome;
import io.github.bedrockbatch.simulator.SimulatedJob;
import io.github.bedrockbatch.simulator.Timings;
import io.github.bedrockbatch.testing.LocalStack;
import io.github.bedrockbatch.testing.Messages;
import io.github.bedrockbatch.testing.OnLocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sns.SnsClient;

/** Holds that messages of a queue make their jobs seen at once, and that none of them, nor the queue's end, does harm. */
@OnLocalStack
class NotificationIT {
    private static final Path TEMPLATE = Path.of("config/eventbridge-to-sqs.yaml");
    private static final String NOTIFICATIONS = "bedrock_batch_exporter_notifications_total";
    private static final String REQUESTS = "bedrock_batch_exporter_aws_requests_total";
    private static final String ERRORS = "bedrock_batch_exporter_aws_request_errors_total";
    private static final String POLLS = "bedrock_batch_exporter_polls_total";
    private static final String JOB_INFO = "bedrock_batch_job_info";
    private static final Duration LONG = Duration.ofSeconds(60);

    /** In which no job changes by itself while a test runs. */
    private static final Timings ENDLESS = Timings.ofSeconds(0, 0, 0, 3_600, 0);

    @TempDir
    private Path directory = Path.of(".");

    private final String name = "notifications-" + UUID.randomUUID();
    private final SimulatedAws aws;
    private final LocalQueue queue;

    NotificationIT() throws IOException {
        aws = SimulatedAws.behindBy(Duration.ZERO);
        queue = LocalQueue.create(name);
    }

    @AfterEach
    void close() {
        queue.close();
        aws.close();
    }

    @Test
    void anEventMakesItsJobSeenAtOnceHoweverItComes() throws IOException {
        try (ExporterProcess exporter = start(queue.url(), "1h");
                SnsClient sns = LocalAws.sns(LocalAws.HOME)) {
            queue.send(event(job(1)));
            awaitSeen(exporter, 1);

            String topic = sns.createTopic(request -> request.name(name)).topicArn();
            String raw = sns.createTopic(request -> request.name(name + "-raw")).topicArn();
            sns.subscribe(request -> request.topicArn(topic).protocol("sqs").endpoint(queue.arn()));
            sns.subscribe(request -> request.topicArn(raw)
                    .protocol("sqs")
                    .endpoint(queue.arn())
                    .attributes(Map.of("RawMessageDelivery", "true")));
            String wrapped = event(job(2));
            sns.publish(request -> request.topicArn(topic).message(wrapped));
            awaitSeen(exporter, 2);
            String bare = event(job(3));
            sns.publish(request -> request.topicArn(raw).message(bare));
            awaitSeen(exporter, 3);

            awaitResults(exporter, "recorded", 3);
            awaitEmpty();
            assertThat(sum(exporter.scrape(), REQUESTS, label("operation", "GetModelInvocationJob")))
                    .as("a request for each job, which no poll makes")
                    .isGreaterThanOrEqualTo(3);
            assertThat(sum(exporter.scrape(), "bedrock_batch_exporter_notification_age_seconds_count"))
                    .isGreaterThanOrEqualTo(3);
            assertThat(exporter.terminate()).isZero();
        }
    }

    @Test
    void aMessageThatWaitsAtTheStartIsTakenThoughAwsIsSlowToTellTheAccount() throws IOException {
        queue.send(event(job(1)));
        aws.faults().add(FaultRule.of(new Fault.Delay(Duration.ofMillis(700))).onOperation("GetCallerIdentity"));
        try (ExporterProcess exporter = start(queue.url(), "1h")) {
            awaitResults(exporter, "recorded", 1);
            assertThat(sum(exporter.scrape(), NOTIFICATIONS, label("result", "failed")))
                    .as("which come back much later")
                    .isZero();
            assertThat(exporter.terminate()).isZero();
        }
    }

    @Test
    void theTemplateBringsEventsOfEventBridge() throws IOException {
        try (CloudFormation stacks = new CloudFormation(LocalAws.HOME);
                EventBus bus = new EventBus(LocalAws.HOME)) {
            Map<String, String> outputs = stacks.create(name, TEMPLATE, "template-" + name);
            assertThat(outputs).containsOnlyKeys("QueueUrl", "QueueArn", "DeadLetterQueueUrl");
            try (ExporterProcess exporter = start(Objects.requireNonNull(outputs.get("QueueUrl")), "1h")) {
                bus.tell(job(1).arn(), "InProgress", Instant.now());
                awaitSeen(exporter, 1);
                awaitResults(exporter, "recorded", 1);
                assertThat(exporter.terminate()).isZero();
            } finally {
                stacks.delete(name);
            }
        }
    }

    @Test
    void whatIsForgedMalformedOrRepeatedDoesNoHarm() throws IOException {
        try (ExporterProcess exporter = start(queue.url(), "1h")) {
            String job = event(job(1));
            String forged = Messages.event(arn(EAST, SimulatedAws.ACCOUNT, "forgedforged"), "Completed", Instant.now());
            String foreign = Messages.event(arn(EAST, "999999999999", "foreignforei"), "Completed", Instant.now());
            for (String body : List.of(job, forged, foreign, job, "s3cr3t", "{\"s3cr3t\": 1}", job)) {
                queue.send(body);
            }
            awaitResults(exporter, "malformed", 2);
            awaitResults(exporter, "ignored", 2);
            awaitResults(exporter, "recorded", 3);
            awaitEmpty();

            Map<String, Double> samples = exporter.scrape();
            assertThat(sum(samples, REQUESTS, label("operation", "GetModelInvocationJob"))
                            + sum(samples, REQUESTS, label("operation", "ListModelInvocationJobs")))
                    .as("the polls and a request for each message of a watched target")
                    .isLessThanOrEqualTo(sum(samples, POLLS) + 4);
            assertThat(samples.keySet()).noneMatch(series -> series.contains("forgedforged"));
            assertThat(exporter.terminate()).isZero();
            assertThat(transitionEvents(exporter.output())).hasSize(1);
            assertThat(exporter.output())
                    .anyMatch(line -> line.contains("deleted a message of 6 characters"))
                    .noneMatch(line -> line.contains("s3cr3t"));
        }
    }

    @Test
    void aThousandMessagesCostNoMoreThanAWalk() throws IOException {
        List<String> bodies = new ArrayList<>();
        for (int number = 0; number < 50; number++) {
            bodies.addAll(Collections.nCopies(20, event(job(number))));
        }
        Collections.shuffle(bodies);
        queue.sendAll(bodies);
        try (ExporterProcess exporter = start(queue.url(), "1h")) {
            long began = System.nanoTime();
            awaitResults(exporter, "recorded", 1_000);
            awaitEmpty();
            Duration took = Duration.ofNanos(System.nanoTime() - began);

            Map<String, Double> samples = exporter.scrape();
            double lists = sum(samples, REQUESTS, label("operation", "ListModelInvocationJobs"));
            double gets = sum(samples, REQUESTS, label("operation", "GetModelInvocationJob"));
            System.out.printf("1,000 messages: %.0f List, %.0f Get%n", lists, gets);
            assertThat(lists + gets)
                    .as(
                            "the first polls, those that may fall due meanwhile, and a walk for each burst, which lasts five seconds")
                    .isLessThanOrEqualTo(2 + 2 + 1 + Math.floor(took.toMillis() / 5_000.0));
            assertThat(sum(samples, JOB_INFO)).isEqualTo(50);
            assertThat(exporter.terminate()).isZero();
            assertThat(transitionEvents(exporter.output())).hasSize(50);
        }
    }

    @Test
    void aQueueThatGoesAndComesBackIsUsedAgain() throws IOException {
        try (ExporterProcess exporter = start(queue.url(), "1s")) {
            queue.delete();
            await("the failure").atMost(LONG).until(() -> sum(exporter.scrape(), ERRORS) > 0);
            awaitPolls(exporter);
            queue.createAgain();
            queue.send(event(job(1)));
            awaitResults(exporter, "recorded", 1);
            awaitPolls(exporter);
            assertThat(exporter.terminate()).isZero();
            assertThat(exporter.output())
                    .filteredOn(line -> line.contains("receive from"))
                    .extracting(line -> text(Evidence.parse(line), "log.level"))
                    .containsExactly("WARN", "INFO");
        }
    }

    @Test
    void aQueueThatDoesNotAnswerHoldsUpNothing() throws IOException {
        try (ExporterProcess exporter = start(queue.url(), "1s")) {
            pause(true);
            try {
                awaitPolls(exporter);
                job(2);
                awaitSeen(exporter, 2);
            } finally {
                pause(false);
            }
            queue.send(event(job(1)));
            awaitResults(exporter, "recorded", 1);
            awaitPolls(exporter);
            pause(true);
            try {
                Instant asked = Instant.now();
                assertThat(exporter.terminate()).isZero();
                assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(10));
            } finally {
                pause(false);
            }
        }
    }

    private static void pause(boolean paused) {
        var docker = LocalStack.container().getDockerClient();
        String container = LocalStack.container().getContainerId();
        if (paused) {
            docker.pauseContainerCmd(container).exec();
        } else {
            docker.unpauseContainerCmd(container).exec();
        }
    }

    /** A job that runs. */
    private SimulatedJob job(int number) {
        JobScript script = script(number);
        aws.add(script);
        return aws.jobs().stream()
                .filter(job -> job.id().equals(script.id()))
                .findFirst()
                .orElseThrow();
    }

    private static JobScript script(int number) {
        return JobScript.of(
                SimulatedAws.ACCOUNT,
                EAST,
                "job-" + number,
                Outcome.COMPLETED,
                Instant.now().minusSeconds(5),
                ENDLESS);
    }

    private static String event(SimulatedJob job) {
        return Messages.event(job.arn(), "InProgress", Instant.now());
    }

    private static String arn(String region, String account, String id) {
        return "arn:aws:bedrock:" + region + ":" + account + ":model-invocation-job/" + id;
    }

    /** A daemon that has polled both regions once. */
    private ExporterProcess start(String queueUrl, String interval) throws IOException {
        Path file = Files.writeString(directory.resolve("exporter.yml"), """
                poll: {interval: %s, max_requests_per_second: 50}
                aws:
                  endpoint_urls: {bedrock: "%s", sts: "%s", sqs: "%s"}
                  connect_timeout: 1s
                  read_timeout: 1s
                discovery: [{regions: [%s, %s]}]
                store: {type: memory}
                notifications: {sqs_queues: ["%s"]}
                """.formatted(
                        interval, aws.uri(), aws.uri(), LocalStack.uri(), EAST, WEST, queueUrl));
        ExporterProcess exporter = ExporterProcess.daemon(file).awaitReady();
        await("the first polls")
                .atMost(LONG)
                .until(() -> lastSuccess(exporter.scrape(), EAST) > 0 && lastSuccess(exporter.scrape(), WEST) > 0);
        return exporter;
    }

    private static void awaitSeen(ExporterProcess exporter, int number) {
        String id = script(number).id();
        await("job " + number).atMost(LONG).until(() -> sum(exporter.scrape(), JOB_INFO, label("job_id", id)) == 1);
    }

    /** A queue may deliver a message more than once. */
    private static void awaitResults(ExporterProcess exporter, String result, int count) {
        await(result).atMost(LONG).until(() -> sum(exporter.scrape(), NOTIFICATIONS, label("result", result)) >= count);
    }

    private void awaitEmpty() {
        await("an empty queue").atMost(LONG).until(() -> queue.size() == 0);
    }

    /** Polling goes on in both regions. */
    private static void awaitPolls(ExporterProcess exporter) {
        Map<String, Double> before = exporter.scrape();
        await("three polls of each region").atMost(LONG).until(() -> {
            Map<String, Double> now = exporter.scrape();
            return SimulatedAws.REGIONS.stream()
                    .allMatch(region -> lastSuccess(now, region) > lastSuccess(before, region) + 3);
        });
    }
}
