package io.github.bedrockbatch.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.JobPage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read out of answers. */
class JobAnswersTest extends EndpointFixture {
    @Test
    void getReadsEveryField() {
        endpoint.ok(JOB);
        JobSnapshot job = found(source.get(ARN, LONG));
        assertThat(job.arn()).isEqualTo(ARN);
        assertThat(job.name()).isEqualTo("nightly");
        assertThat(job.status()).isEqualTo(JobStatus.Known.FAILED);
        assertThat(job.message()).isEqualTo("Customer doesn't have permissions");
        assertThat(job.submitTime()).isEqualTo("2026-03-01T10:00:00.123456789Z");
        assertThat(job.lastModifiedTime()).isEqualTo("2026-03-01T10:00:00Z");
        assertThat(job.endTime()).isNull();
        assertThat(job.timeoutDurationInHours()).isEqualTo(24);
        assertThat(job.counts().total()).isEqualTo(10);
        assertThat(job.counts().error()).isEqualTo(1);
        assertThat(job.inputDataConfig()).isNotNull();
        assertThat(job.vpcConfig()).isNotNull();
        assertThat(attempts).containsExactly("GetModelInvocationJob null");
        assertThat(endpoint.asked().getFirst().path())
                .isEqualTo("/model-invocation-job/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3A"
                        + "model-invocation-job%2Fabc123def456");
    }

    @Test
    void listAsksForFullPagesOldestFirstAndSaysWhoAsks() {
        endpoint.ok("{\"invocationJobSummaries\":[" + JOB + "],\"nextToken\":\"more\"}")
                .ok("{}");
        JobPage first = found(source.list(SINCE, null, LONG));
        JobPage second = found(source.list(SINCE, first.nextToken(), LONG));
        assertThat(first.jobs()).hasSize(1);
        assertThat(first.nextToken()).isEqualTo("more");
        assertThat(second).isEqualTo(new JobPage(List.of(), 0, null));
        var asked = endpoint.asked();
        assertThat(asked.getFirst().query())
                .contains("maxResults=1000", "sortBy=CreationTime", "sortOrder=Ascending")
                .contains("submitTimeAfter=2026-03-01T00:00:00Z")
                .doesNotContain("nextToken");
        assertThat(asked.getLast().query()).contains("nextToken=more");
        assertThat(asked.getFirst().userAgent()).contains("bedrock-batch-exporter/1.2.3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "7",
                "\"text\"",
                "[]",
                "{}",
                "{\"jobArn\":null,\"status\":\"Failed\",\"submitTime\":\"2026-03-01T10:00:00Z\"}",
                "{\"jobArn\":\"nonsense\",\"status\":\"Failed\",\"submitTime\":\"2026-03-01T10:00:00Z\"}",
                "{\"jobArn\":\"ARN\",\"status\":null,\"submitTime\":\"2026-03-01T10:00:00Z\"}",
                "{\"jobArn\":\"ARN\",\"status\":5,\"submitTime\":\"2026-03-01T10:00:00Z\"}",
                "{\"jobArn\":\"ARN\",\"status\":\"Failed\"}",
                "{\"jobArn\":\"ARN\",\"status\":\"Failed\",\"submitTime\":null}",
                "{\"jobArn\":\"ARN\",\"status\":\"Failed\",\"submitTime\":\"soon\"}",
                "{\"jobArn\":\"ARN\",\"status\":\"Failed\",\"submitTime\":{}}",
                "{\"jobArn\":\"ARN\",\"status\":\"Failed\",\"submitTime\":\"1815-12-10T00:00:00Z\"}",
                "{\"jobArn\":\"ARN\",\"status\":\"Failed\",\"submitTime\":\"+12026-03-01T10:00:00Z\"}",
                "{\"jobArn\":\"ARN\",\"status\":\"Failed\",\"submitTime\":1e300}",
                "{\"jobArn\":\"ARN\",\"status\":\"Failed\",\"submitTime\":\"9999-12-31T23:59:59Z\"}",
                "{\"jobArn\":\"ARN/../../etc\",\"status\":\"Failed\",\"submitTime\":\"2026-03-01T10:00:00Z\"}",
            })
    void aBadItemIsCountedAndTheOthersSurvive(String bad) {
        endpoint.ok("{\"invocationJobSummaries\":[" + JOB + "," + bad.replace("ARN", ARN.value()) + "," + JOB + "]}");
        JobPage page = found(source.list(SINCE, null, LONG));
        assertThat(page.jobs()).hasSize(2);
        assertThat(page.invalid()).isEqualTo(1);
    }

    @Test
    void anOddDetailDoesNotLoseTheJob() {
        endpoint.ok("""
                {"jobArn":"%s","jobName":7,"status":"Pondering","submitTime":1772359200.5,"endTime":"garbage",
                 "timeoutDurationInHours":"a day","totalRecordCount":"many","processedRecordCount":-1,"vpcConfig":"none",
                 "inputDataConfig":{"s3InputDataConfig":[]},"outputDataConfig":null,"message":{"a":1}}
                """.formatted(ARN));
        JobSnapshot job = found(source.get(ARN, LONG));
        assertThat(job.status()).isEqualTo(new JobStatus.Unknown("Pondering"));
        assertThat(job.name()).isEqualTo("abc123def456");
        assertThat(job.submitTime()).isEqualTo("2026-03-01T10:00:00.500Z");
        assertThat(job.endTime()).isNull();
        assertThat(job.message()).isNull();
        assertThat(job.counts().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807, ",
        "5368709121, ",
        "5368709120, 5368709120",
        "0, 0",
        "-1, ",
        "9223372036854775808, ",
    })
    void aCountBeyondWhatAJobCanHaveCountsAsNotSent(String sent, @Nullable Long believed) {
        endpoint.ok(JOB.replace("\"totalRecordCount\":10", "\"totalRecordCount\":" + sent)
                .replace("\"processedRecordCount\":4", "\"processedRecordCount\":" + sent)
                .replace("\"successRecordCount\":3", "\"successRecordCount\":" + sent)
                .replace("\"errorRecordCount\":1", "\"errorRecordCount\":" + sent));
        assertThat(found(source.get(ARN, LONG)).counts())
                .isEqualTo(new RecordCounts(believed, believed, believed, believed));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T12:00:00Z, true",
        "2026-03-02T12:00:00.001Z, false",
        "9999-12-31T23:59:59Z, false",
        "2019-12-31T23:59:59Z, false",
        "x, false",
    })
    void nothingHasHappenedMoreThanADayAhead(String time, boolean believed) {
        JobSnapshot job = at(
                "2026-03-01T12:00:00Z",
                JOB.replace("2026-03-01T11:00:00+01:00", time)
                        .replace(
                                "\"timeoutDurationInHours\"",
                                "\"endTime\":\"" + time + "\",\"timeoutDurationInHours\""));
        Instant expected = believed ? Instant.parse(time) : null;
        assertThat(job.lastModifiedTime()).isEqualTo(expected);
        assertThat(job.endTime()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-29T12:00:00Z, true",
        "2026-03-29T12:00:00.001Z, false",
        "9999-12-31T23:59:59Z, false",
    })
    void noJobExpiresMoreThanFourWeeksAhead(String time, boolean believed) {
        JobSnapshot job = at("2026-03-01T12:00:00Z", JOB.replace("2026-03-02T10:00:00Z", time));
        assertThat(job.jobExpirationTime()).isEqualTo(believed ? Instant.parse(time) : null);
    }

    @Test
    void aModelIdIsNoLongerThanAwsAllows() {
        endpoint.ok(JOB.replace("::foundation-model/m", "::" + "m".repeat(2020) + "\\ud83d\\ude00xyz"));
        String modelId = found(source.get(ARN, LONG)).modelId();
        assertThat(modelId).hasSize(2047).endsWith("mmm");
    }

    @Test
    void jobsOfAnotherAccountOrRegionAreNoneOfThePages() {
        endpoint.ok("{\"invocationJobSummaries\":[" + JOB + "," + JOB.replace(":us-east-1:1", ":eu-west-1:1") + ","
                + JOB.replace(":123456789012:m", ":999999999999:m") + "]}");
        JobPage page = found(source.list(SINCE, null, LONG));
        assertThat(page.jobs()).extracting(JobSnapshot::arn).containsExactly(ARN);
        assertThat(page.invalid()).isEqualTo(2);
    }

    @Test
    void anAnswerAboutAnotherJobIsNone() {
        endpoint.ok(JOB.replace("abc123def456", "zzz123def456"));
        FetchResult<JobSnapshot> result = source.get(ARN, LONG);
        assertThat(code(result)).isEqualTo("InvalidResponse");
        assertThat(result).asString().contains(ARN + ": the answer is about another job");
    }

    @Test
    void textsAreWholeCharactersOfBoundedLength() {
        endpoint.ok(JOB.replace("nightly", "half \\ud800 whole \\ud83d\\ude00")
                .replace("Customer", "x".repeat(4095) + "\\ud83d\\ude00"));
        JobSnapshot job = found(source.get(ARN, LONG));
        assertThat(job.name()).isEqualTo("half \ufffd whole \ud83d\ude00");
        assertThat(job.message()).isEqualTo("x".repeat(4095) + "\ufffd");
    }

    private JobSnapshot at(String now, String answer) {
        endpoint.ok(answer);
        try (AwsSession then = session(endpoint.uri(), DUMMY, InstantSource.fixed(Instant.parse(now)), 1000)) {
            return found(then.jobSource(TARGET).get(ARN, LONG));
        }
    }

    @Test
    void theServersClockComesWithTheAnswer() {
        endpoint.ok(JOB);
        Instant before = Instant.now().minusSeconds(2);
        Instant ours = before.minus(Duration.ofHours(20));
        try (AwsSession behind = session(endpoint.uri(), DUMMY, InstantSource.fixed(ours), 1000)) {
            assertThat(behind.jobSource(TARGET).get(ARN, LONG))
                    .isInstanceOfSatisfying(
                            FetchResult.Found.class,
                            found -> assertThat(found.serverTime()).isBetween(before, Instant.now()));
        }
    }
}
