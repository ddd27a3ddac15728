package io.github.bedrockbatch.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.aws.testing.ScriptedEndpoint.Asked;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.simulator.Fleet;
import io.github.bedrockbatch.simulator.JobScript;
import io.github.bedrockbatch.simulator.Outcome;
import io.github.bedrockbatch.simulator.Simulator;
import io.github.bedrockbatch.simulator.Timings;
import io.github.bedrockbatch.source.ErrorCodes;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.FetchResult.Denied;
import io.github.bedrockbatch.source.TagSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes of the question for the tags of jobs. */
class TagAnswersTest extends EndpointFixture {
    private static final JobArn OTHER =
            JobArn.parse("arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/def456abc123");
    private static final Instant START = Instant.parse("2026-11-01T10:00:00Z");

    private final TagSource tags = session.tagSource(TARGET);

    /** AWS takes nothing that narrows or pages the answer beside ARNs. */
    @Test
    void asksForJobsByTheirArnsAlone() {
        endpoint.ok("""
                {"PaginationToken":"","ResourceTagMappingList":[
                  {"ResourceARN":"%s","Tags":[{"Key":"team","Value":"search"},{"Key":"due","Value":""}]},
                  {"ResourceARN":"arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/strangestran","Tags":[]}]}
                """.formatted(ARN));

        assertThat(found(tags.tags(List.of(ARN, OTHER), LONG)))
                .isEqualTo(Map.of(ARN, new JobTags(Map.of("team", "search", "due", ""))));
        Asked asked = endpoint.asked().getFirst();
        assertThat(asked.body()).contains("\"ResourceARNList\":[", ARN.value(), OTHER.value());
        assertThat(asked.body()).doesNotContain("Filters", "Page", "Token");
        assertThat(attempts).containsExactly("GetResources null");
    }

    @ParameterizedTest
    @CsvSource({
        "400, AccessDeniedException, AccessDeniedException, 1",
        "400, ThrottledException, ThrottlingException, 3",
        "500, InternalServiceException, InternalServerException, 3",
        "400, InvalidParameterException, ValidationException, 1",
    })
    void errorsAreValuesInTheWordsOfTheOtherServices(int status, String type, String code, int expected) {
        for (int i = 0; i < 3; i++) {
            endpoint.error(status, type, "no luck");
        }
        FetchResult<Map<JobArn, JobTags>> result = tags.tags(List.of(ARN), LONG);

        assertThat(code(result)).isEqualTo(code);
        assertThat(result instanceof Denied).isEqualTo(status == 400 && type.equals("AccessDeniedException"));
        assertThat(attempts).hasSize(expected).containsOnly("GetResources " + code);
    }

    /** Jobs on a next page would pass for untagged. */
    @Test
    void anAnswerInPagesIsNone() {
        endpoint.ok("{\"PaginationToken\":\"next\",\"ResourceTagMappingList\":[]}");

        assertThat(code(tags.tags(List.of(ARN), LONG))).isEqualTo(ErrorCodes.INVALID_RESPONSE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{}", "{\"ResourceTagMappingList\":[{}]}", "{\"ResourceTagMappingList\":[{\"Tags\":[{}]}]}"})
    void anAnswerWithoutThatJobTellsNothingOfIt(String body) {
        endpoint.ok(body);

        assertThat(found(tags.tags(List.of(ARN), LONG))).isEmpty();
    }

    /** The client of the service is older than the core that it is used with. */
    @Test
    void readsTheTagsOfTheSimulator() throws IOException {
        JobScript plain =
                JobScript.of("123456789012", "us-east-1", "plain", Outcome.COMPLETED, START, Timings.REALISTIC);
        JobScript tagged =
                plain.withId("abcdefghijkl").withRequest(plain.request().tagged(Map.of("cost:center", "a/b")));
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (Simulator simulator = Simulator.start(any, Fleet.empty(), InstantSource.fixed(START.plusSeconds(60)));
                AwsSession there = session(simulator.uri(), DUMMY)) {
            simulator.add(plain);
            simulator.add(tagged);
            JobArn arn = JobArn.parse(tagged.arn());

            assertThat(found(there.tagSource(TARGET).tags(List.of(JobArn.parse(plain.arn()), arn), LONG)))
                    .isEqualTo(Map.of(arn, new JobTags(Map.of("cost:center", "a/b"))));
        }
    }
}
