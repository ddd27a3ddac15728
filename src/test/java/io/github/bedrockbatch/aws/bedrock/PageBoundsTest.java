package io.github.bedrockbatch.aws.bedrock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.aws.testing.RawEndpoint;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.FetchResult.Failed;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.JobPage;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of more than was asked for are refused. */
final class PageBoundsTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final HostileBedrock bedrock = new HostileBedrock();

    @AfterEach
    void close() {
        bedrock.close();
    }

    @Test
    void aPageHasAtMostWhatWasAskedFor() {
        assertHas1000Jobs(list(page(1000, HostileBedrock.JOB)));
        assertThat(list(page(1001, HostileBedrock.JOB))).isInstanceOfSatisfying(Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo("InvalidResponse");
            assertThat(failed.reason()).contains("the page has more than the 1000 jobs that were asked for");
        });
    }

    @Test
    void everyFieldMayBeAsLongAsTheServiceAllows() {
        assertHas1000Jobs(list(page(1000, longestJob())));
    }

    @Test
    void jobsThatAreNoneCountAlike() {
        assertThat(list(page(1001, "7")).toString()).contains("more than the 1000 jobs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"invocationJobSummaries\":[],\"other\":[%s]}",
                "{\"invocationJobSummaries\":[{\"vpcConfig\":[%s]}]}"
            })
    void anAnswerOfMillionsOfSmallThingsIsRefused(String answer) {
        String millions = String.join(",", Collections.nCopies(4_000_000, "{}"));

        assertThat(list(answer.formatted(millions)).toString()).contains("InvalidResponse", "larger or nested deeper");
    }

    @Test
    void anAnswerThatIsNoObjectIsRefusedWithoutBeingRead() {
        assertThat(list("[" + String.join(",", Collections.nCopies(4_000_000, "{}")) + "]")
                        .toString())
                .contains("InvalidResponse", "the answer is not a JSON object");
    }

    private FetchResult<JobPage> list(String answer) {
        bedrock.answer(RawEndpoint.ok(answer));
        return bedrock.source().list(Instant.EPOCH, null, TIMEOUT);
    }

    private static void assertHas1000Jobs(FetchResult<JobPage> result) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        Found.class,
                        found -> assertThat(found.value())
                                .isInstanceOfSatisfying(
                                        JobPage.class,
                                        page -> assertThat(page.jobs()).hasSize(1000)));
    }

    /** Returns a job all of whose texts and lists have the maximum length of the service's model. */
    private static String longestJob() {
        return """
                {"jobArn":"%s","jobName":"%s","modelId":"%s","clientRequestToken":"%s","roleArn":"%s","message":"%s",
                 "status":"PartiallyCompleted","submitTime":"2026-11-20T10:00:00.123456789Z",
                 "lastModifiedTime":"2026-11-20T11:00:00.123456789Z","endTime":"2026-11-20T11:00:00.123456789Z",
                 "jobExpirationTime":"2026-11-21T10:00:00.123456789Z",
                 "timeoutDurationInHours":168,"modelInvocationType":"InvokeModel",
                 "inputDataConfig":{"s3InputDataConfig":
                  {"s3InputFormat":"JSONL","s3Uri":"%s","s3BucketOwner":"123456789012"}},
                 "outputDataConfig":{"s3OutputDataConfig":
                  {"s3Uri":"%s","s3EncryptionKeyId":"%s","s3BucketOwner":"123456789012"}},
                 "vpcConfig":{"subnetIds":[%s],"securityGroupIds":[%s]},
                 "totalRecordCount":1000000,"processedRecordCount":1000000,
                 "successRecordCount":999999,"errorRecordCount":1}
                """.formatted(
                        HostileBedrock.ARN,
                        "n".repeat(63),
                        padded("arn:aws:bedrock:us-east-1::foundation-model/", 2048),
                        "t".repeat(256),
                        padded("arn:aws:iam::123456789012:role/", 2048),
                        "m".repeat(2048),
                        padded("s3://in/", 1024),
                        padded("s3://out/", 1024),
                        padded("alias/", 2048),
                        ids("subnet-", 16),
                        ids("sg-", 5));
    }

    private static String padded(String prefix, int length) {
        return prefix + "x".repeat(length - prefix.length());
    }

    private static String ids(String prefix, int count) {
        return String.join(",", Collections.nCopies(count, "\"" + padded(prefix, 32) + "\""));
    }

    private static String page(int size, String job) {
        return "{\"invocationJobSummaries\":[" + String.join(",", Collections.nCopies(size, job)) + "]}";
    }
}
