package io.github.bedrockbatch.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class CreationTest {
    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final Caller CALLER = new Caller("AKID", SimulatorConfig.DEFAULT_ACCOUNT, "us-east-1");
    private static final String BODY = """
            {"jobName":"job","modelId":"amazon.nova-lite-v1:0","roleArn":"arn:aws:iam::123456789012:role/r",
             "clientRequestToken":"token","timeoutDurationInHours":48,"modelInvocationType":"Converse",
             "inputDataConfig":{"s3InputDataConfig":
               {"s3InputFormat":"JSONL","s3Uri":"s3://input/a.jsonl","s3BucketOwner":"111122223333"}},
             "outputDataConfig":{"s3OutputDataConfig":
               {"s3Uri":"s3://output/","s3EncryptionKeyId":"alias/key","s3BucketOwner":"444455556666"}},
             "vpcConfig":{"subnetIds":["subnet-1","subnet-2"],"securityGroupIds":["sg-1"]},
             "tags":[{"key":"team","value":"search"}]}
            """;

    @Test
    void answersTellEveryMemberOfTheRequest() {
        JsonNode given = WireJson.parse(BODY);
        JsonNode told = WireJson.parse(WireJson.text(WireJson.detail(SimulatedJob.of(created(BODY)), NOW, NOW)));
        for (String member : given.propertyNames()) {
            switch (member) {
                case "tags" -> assertThat(told.has(member)).isFalse();
                case "modelId" -> assertThat(told.path(member).asString()).endsWith("/amazon.nova-lite-v1:0");
                default -> assertThat(told.path(member)).as(member).isEqualTo(given.path(member));
            }
        }
    }

    @Test
    void whatIsAbsentFromTheRequestIsAbsentFromTheAnswers() {
        JobScript script =
                JobScript.of(CALLER.account(), "us-east-1", "job", Outcome.COMPLETED, NOW, Timings.REALISTIC);
        JsonNode told = WireJson.parse(WireJson.text(WireJson.detail(SimulatedJob.of(script), NOW, NOW)));
        assertThat(told.propertyNames()).doesNotContain("vpcConfig", "clientRequestToken", "message");
        assertThat(told.path("outputDataConfig").path("s3OutputDataConfig").propertyNames())
                .containsExactly("s3Uri");
    }

    @ParameterizedTest
    @CsvSource({
        "\"job\", \"under_score\", jobName",
        "amazon.nova-lite-v1:0, no model, modelId",
        "arn:aws:iam::123456789012:role/r, r, roleArn",
        "token, -, clientRequestToken",
        "48, 23, timeoutDurationInHours",
        "48, 169, timeoutDurationInHours",
        "Converse, Batch, modelInvocationType",
        "JSONL, CSV, inputDataConfig.s3InputDataConfig.s3InputFormat",
        "s3://input, https://input, inputDataConfig.s3InputDataConfig.s3Uri",
        "111122223333, me, inputDataConfig.s3InputDataConfig.s3BucketOwner",
        "s3OutputDataConfig, other, outputDataConfig.s3OutputDataConfig.s3Uri",
        "alias/key, key, outputDataConfig.s3OutputDataConfig.s3EncryptionKeyId",
        "subnet-1, subnet 1, vpcConfig.subnetIds",
        "[\"sg-1\"], [], vpcConfig.securityGroupIds",
        "\"team\", \"\", tags[0].key",
        "\"search\", 1, tags[0].value"
    })
    void namesTheMemberThatTheModelDoesNotAllow(String part, String bad, String member) {
        assertThat(BODY).contains(part);
        assertThatThrownBy(() -> created(BODY.replace(part, bad)))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("at '" + member + "' failed to satisfy constraint");
    }

    private static JobScript created(String body) {
        return Creation.script(RequestBody.of(body), CALLER, NOW, Timings.REALISTIC.faster(1));
    }
}
