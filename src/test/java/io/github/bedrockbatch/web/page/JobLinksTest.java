package io.github.bedrockbatch.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobArn;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class JobLinksTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
        aws,        us-east-1,     https://console.aws.amazon.com/bedrock/home?region=us-east-1#/batch-inference/abc
        aws-us-gov, us-gov-west-1, https://console.amazonaws-us-gov.com/bedrock/home?region=us-gov-west-1#/batch-inference/abc
        aws-cn,     cn-north-1,    -
        aws-eusc,   eusc-de-east-1, -
        aws,        evil.com/#,    https://console.aws.amazon.com/bedrock/home?region=evil.com%2F%23#/batch-inference/abc
        """)
    void theConsoleIsThatOfThePartition(String partition, String region, @Nullable String url) {
        JobArn arn =
                JobArn.restore("arn:" + partition + ":bedrock:" + region + ":123456789012:model-invocation-job/abc");

        assertThat(JobLinks.of(arn, true, Optional.empty()).console()).isEqualTo(url);
    }

    @Test
    void whatIsOddInAnIdIsEncodedAndQuoted() {
        JobArn arn = JobArn.restore("arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/a'b/\"c?d$(e)");

        assertThat(JobLinks.of(arn, true, Optional.empty()).console()).endsWith("/a%27b%2F%22c%3Fd%24%28e%29");
        assertThat(JobLinks.of(arn, false, Optional.empty()).api()).isNull();
        assertThat(JobLinks.of(arn, true, Optional.empty()).api())
                .isEqualTo("api/v1/jobs/123456789012/us-east-1/a%27b%2F%22c%3Fd%24%28e%29");
        assertThat(JobCommands.of(arn, Optional.empty()).getFirst().text())
                .contains(" '" + arn.value().replace("'", "'\\''") + "' ");
        assertThat(JobCommands.of(arn, Optional.empty()).get(2).text()).contains("job_id=\"a'b/\\\"c?d$(e)\"");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:9744, false",
        "https://amazonaws.com.example.org, false",
        "https://vpce-1-abc.bedrock.us-east-1.vpce.amazonaws.com, true",
        "https://bedrock.us-east-1.api.aws, true",
    })
    void jobsOfAnotherEndpointAreAskedForThere(URI endpoint, boolean inConsole) {
        JobArn arn = JobArn.restore("arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abc");

        assertThat(JobLinks.of(arn, true, Optional.of(endpoint)).console() != null)
                .isEqualTo(inConsole);
        assertThat(JobCommands.of(arn, Optional.of(endpoint)).subList(0, 2))
                .allSatisfy(command -> assertThat(command.text()).endsWith("\n  --endpoint-url " + endpoint));
    }
}
