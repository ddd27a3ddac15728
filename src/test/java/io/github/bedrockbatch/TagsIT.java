package io.github.bedrockbatch;

import static io.github.bedrockbatch.Evidence.label;
import static io.github.bedrockbatch.Evidence.sum;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.simulator.Fault;
import io.github.bedrockbatch.simulator.FaultRule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.bedrock.model.Tag;

/** Holds that the daemon, as a process, shows the tags with which AWS's own client makes jobs, and watches by them. */
class TagsIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String TAGS = "bedrock_batch_job_tags";
    private static final String INFO = "bedrock_batch_job_info";
    private static final String ERRORS = "bedrock_batch_exporter_aws_request_errors_total";
    private static final String POLLS = "bedrock_batch_exporter_polls_total";
    private static final String EVERYTHING = "discovery: [{regions: [us-east-1]}]\n";

    @TempDir
    private Path directory = Path.of(".");

    private final SimulatedAws aws = SimulatedAws.behindBy(Duration.ZERO, List.of(SimulatedAws.EAST));
    private final BedrockClient client = BedrockClient.builder()
            .endpointOverride(aws.uri())
            .region(Region.US_EAST_1)
            .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create(SimulatedAws.ACCOUNT, "secret")))
            .httpClientBuilder(Apache5HttpClient.builder())
            .build();

    TagsIT() throws IOException {}

    @AfterEach
    void close() {
        client.close();
        aws.close();
    }

    @Test
    void labelsFollowTheTagsAndTheConfiguration() throws IOException {
        Path file = configuration(EVERYTHING + "metrics: {tag_labels: [team]}\nstore: {path: jobs.db}\n");
        String nightly = create("nightly", Map.of("team", "search", "cost:center", "4711"));
        try (ExporterProcess exporter = ExporterProcess.daemon(file).awaitReady()) {
            awaitTags(exporter, label("job_id", id(nightly)), label("tag_team", "search"));
            create("plain", Map.of());
            await("the plain job").atMost(LONG).until(() -> sum(exporter.scrape(), INFO) == 2);

            // A reload asks for the tags of active jobs anew, as a restart does.
            client.tagResource(request -> request.resourceARN(nightly).tags(tag("team", "ads")));
            configuration(EVERYTHING + "metrics: {tag_labels: [team, \"cost:center\"]}\nstore: {path: jobs.db}\n");
            assertThat(exporter.post("/-/reload").statusCode()).isEqualTo(200);
            awaitTags(exporter, label("tag_team", "ads"), label("tag_cost_center", "4711"));
            assertThat(sum(exporter.scrape(), TAGS))
                    .as("tags may be indexed late")
                    .isEqualTo(1);

            configuration(EVERYTHING + "metrics: {tag_labels: [a-b, a.b]}\nstore: {path: jobs.db}\n");
            assertThat(exporter.post("/-/reload").body()).contains("\"a-b\" and \"a.b\" would both be tag_a_b");
            assertThat(exporter.terminate()).isZero();
        }
        client.untagResource(request -> request.resourceARN(nightly).tagKeys("team", "cost:center"));
        configuration(EVERYTHING + "metrics: {tag_labels: [team]}\nstore: {path: jobs.db}\n");
        try (ExporterProcess exporter = ExporterProcess.daemon(file).awaitReady()) {
            awaitTags(exporter, label("job_id", id(nightly)), label("tag_team", ""));
        }
    }

    @Test
    void aSelectorWatchesTheJobsOfItsTeamAlone() throws IOException {
        Path file = configuration("discovery: [{regions: [us-east-1], tags: {team: search}}]\nstore: {type: memory}\n");
        try (ExporterProcess exporter = ExporterProcess.daemon(file).awaitReady()) {
            create("ours", Map.of("team", "search"));
            create("theirs", Map.of("team", "ads"));
            create("nobodys", Map.of());
            create("last", Map.of("team", "search", "more", "x"));
            await("the jobs of the team").atMost(LONG).until(() -> sum(exporter.scrape(), INFO) == 2);
            assertThat(exporter.scrape().keySet())
                    .anyMatch(series -> series.startsWith(INFO) && series.contains(label("job_name", "ours")))
                    .anyMatch(series -> series.startsWith(INFO) && series.contains(label("job_name", "last")));
            assertThat(sum(exporter.scrape(), TAGS))
                    .as("no labels are configured")
                    .isZero();
        }
    }

    @Test
    void allElseGoesOnWhereTagsAreDenied() throws IOException {
        aws.faults().add(FaultRule.of(Fault.denied()).onOperation("GetResources"));
        create("first", Map.of("team", "search"));
        Path file = configuration(EVERYTHING + "metrics: {tag_labels: [team]}\nstore: {type: memory}\n");
        try (ExporterProcess exporter = ExporterProcess.daemon(file).awaitReady()) {
            await("the first job").atMost(LONG).until(() -> sum(exporter.scrape(), INFO) == 1);
            create("second", Map.of());
            await("a job after the denial").atMost(LONG).until(() -> sum(exporter.scrape(), INFO) == 2);

            Map<String, Double> samples = exporter.scrape();
            assertThat(sum(samples, ERRORS, label("operation", "GetResources"), label("code", "AccessDeniedException")))
                    .isEqualTo(1);
            assertThat(sum(samples, POLLS, label("result", "success"))).isPositive();
            assertThat(sum(samples, POLLS, label("result", "success"))).isEqualTo(sum(samples, POLLS));
            assertThat(sum(samples, TAGS)).isZero();
            assertThat(exporter.output())
                    .filteredOn(line -> line.contains("GetResources: AccessDeniedException"))
                    .singleElement()
                    .asString()
                    .contains("polls continue");
        }
    }

    @Test
    void aSelectorByTagsWaitsForThem() throws IOException {
        long fault = aws.faults().add(FaultRule.of(Fault.denied()).onOperation("GetResources"));
        create("ours", Map.of("team", "search"));
        String watched = "discovery: [{regions: [us-east-1], tags: {team: search}}]\nstore: {type: memory}\n";
        try (ExporterProcess exporter =
                ExporterProcess.daemon(configuration(watched)).awaitReady()) {
            await("partial polls")
                    .atMost(LONG)
                    .until(() -> sum(exporter.scrape(), POLLS, label("result", "partial")) > 2);
            assertThat(sum(exporter.scrape(), INFO)).isZero();
            aws.faults().remove(fault);
            // After a reload with another way to AWS it is asked again at once.
            aws.configuration(directory, Map.of("tagging", aws.uri()), watched);
            assertThat(exporter.post("/-/reload").statusCode()).isEqualTo(200);
            await("the job").atMost(LONG).until(() -> sum(exporter.scrape(), INFO) == 1);
        }
    }

    private Path configuration(String yaml) throws IOException {
        return aws.configuration(directory, yaml);
    }

    private static void awaitTags(ExporterProcess exporter, String... labels) {
        await(TAGS + List.of(labels))
                .atMost(LONG)
                .untilAsserted(
                        () -> assertThat(sum(exporter.scrape(), TAGS, labels)).isEqualTo(1));
    }

    private String create(String name, Map<String, String> tags) {
        return client.createModelInvocationJob(request -> request.jobName(name)
                        .modelId("amazon.nova-lite-v1:0")
                        .roleArn("arn:aws:iam::123456789012:role/batch")
                        .inputDataConfig(input -> input.s3InputDataConfig(s3 -> s3.s3Uri("s3://batch-input/in.jsonl")))
                        .outputDataConfig(output -> output.s3OutputDataConfig(s3 -> s3.s3Uri("s3://batch-output/")))
                        .tags(tags.entrySet().stream()
                                .map(tag -> tag(tag.getKey(), tag.getValue()))
                                .toList()))
                .jobArn();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static String id(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }
}
