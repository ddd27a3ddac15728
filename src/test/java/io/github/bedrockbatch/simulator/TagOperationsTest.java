package io.github.bedrockbatch.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.simulator.SimulatorClient.Got;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How tags are set on a job, and what GetResources tells of it then. */
class TagOperationsTest {
    private static final Instant START = Instant.parse("2026-11-01T10:00:00Z");
    private static final JobScript JOB =
            JobScript.of("123456789012", "us-east-1", "job", Outcome.COMPLETED, START, Timings.REALISTIC);

    private final Simulator simulator;
    private final SimulatorClient client;

    TagOperationsTest() throws IOException {
        simulator = Simulator.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Fleet.empty(),
                InstantSource.fixed(START.plusSeconds(60)));
        client = SimulatorClient.of(simulator);
        simulator.add(JOB);
    }

    @AfterEach
    void close() {
        client.close();
        simulator.close();
    }

    @Test
    void tagsAreAddedChangedAndTakenAway() throws IOException {
        assertThat(resources()).contains("\"ResourceTagMappingList\":[]");
        tag("[{\"key\":\"team\",\"value\":\"search\"},{\"key\":\"stage\",\"value\":\"live\"}]");
        tag("[{\"key\":\"team\",\"value\":\"sales\"}]");
        assertThat(post("/listTagsForResource", "{\"resourceARN\":\"" + JOB.arn() + "\"}")
                        .json()
                        .path("tags")
                        .valueStream()
                        .map(tag -> tag.path("key").asString() + "="
                                + tag.path("value").asString()))
                .containsExactly("stage=live", "team=sales");
        post("/untagResource", "{\"resourceARN\":\"" + JOB.arn() + "\",\"tagKeys\":[\"stage\",\"team\"]}");

        assertThat(resources()).as("it had tags").contains(JOB.arn(), "\"Tags\":[]");
        assertThat(simulator.jobs()).extracting(SimulatedJob::presentTags).containsExactly(Map.of());
    }

    @ParameterizedTest
    @CsvSource({"TagFilters, []", "ResourceTypeFilters, [\"bedrock\"]", "ResourcesPerPage, 10", "PaginationToken, \"x\""
    })
    void arnsGoWithNothingElse(String member, String value) throws IOException {
        assertThat(getResources("{\"ResourceARNList\":[\"" + JOB.arn() + "\"],\"" + member + "\":" + value + "}"))
                .contains("InvalidParameterException", member + " must not be given with ResourceARNList");
    }

    @Test
    void aQuestionIsAboutAHundredArns() throws IOException {
        String arns = ("\"" + JOB.arn() + "\",").repeat(100);
        assertThat(getResources("{\"ResourceARNList\":[" + arns + "\"x\"]}"))
                .contains("InvalidParameterException", "101 ARNs");
        assertThat(getResources("{\"ResourceARNList\":[]}")).contains("InvalidParameterException", "0 ARNs");
    }

    @Test
    void aJobThatIsNotThereHasNoTags() {
        assertThat(post("/tagResource", "{\"resourceARN\":\"" + JOB.arn().replace("/", "/x") + "\",\"tags\":[]}"))
                .extracting(Got::status, Got::errorType)
                .containsExactly(404, "ResourceNotFoundException");
    }

    private void tag(String tags) {
        assertThat(post("/tagResource", "{\"resourceARN\":\"" + JOB.arn() + "\",\"tags\":" + tags + "}")
                        .status())
                .isEqualTo(200);
    }

    private String resources() throws IOException {
        return getResources("{\"ResourceARNList\":[\"" + JOB.arn() + "\"]}");
    }

    private String getResources(String body) throws IOException {
        return client.send(client.request("/")
                        .header("X-Amz-Target", "ResourceGroupsTaggingAPI_20170126.GetResources")
                        .POST(BodyPublishers.ofString(body))
                        .build())
                .body();
    }

    private Got post(String path, String body) {
        return client.post(path, body);
    }
}
