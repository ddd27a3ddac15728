package io.github.bedrockbatch.aws.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.config.UnusableConfigurationException;
import io.github.bedrockbatch.job.Target;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What URLs of queues tell: AWS's, LocalStack's, and those of other servers. */
@NullMarked
final class QueueUrlTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            https://sqs.us-east-1.amazonaws.com/123456789012/name,                                  us-east-1,
            https://sqs.us-gov-west-1.amazonaws.com/123456789012/name,                              us-gov-west-1,
            https://sqs-fips.us-west-2.amazonaws.com/123456789012/name,                             us-west-2,    https://sqs-fips.us-west-2.amazonaws.com/
            https://sqs.eu-west-1.api.aws/123456789012/name,                                        eu-west-1,    https://sqs.eu-west-1.api.aws/
            https://eu-west-3.queue.amazonaws.com/123456789012/name,                                eu-west-3,
            https://queue.amazonaws.com/123456789012/name.fifo,                                     us-east-1,
            https://vpce-0a1b-2c3d.sqs.us-east-2.vpce.amazonaws.com/123456789012/name,              us-east-2,    https://vpce-0a1b-2c3d.sqs.us-east-2.vpce.amazonaws.com/
            https://vpce-0a1b-2c3d-us-east-2a.sqs.us-east-2.vpce.amazonaws.com/123456789012/name,   us-east-2,    https://vpce-0a1b-2c3d-us-east-2a.sqs.us-east-2.vpce.amazonaws.com/
            http://sqs.us-west-2.localhost.localstack.cloud:4566/123456789012/name,                 us-west-2,    http://sqs.us-west-2.localhost.localstack.cloud:4566/
            http://us-west-2.queue.localhost.localstack.cloud:4566/123456789012/name,               us-west-2,    http://us-west-2.queue.localhost.localstack.cloud:4566/
            http://127.0.0.1:4566/queue/us-west-2/123456789012/name,                                us-west-2,    http://127.0.0.1:4566/
            http://localhost:9324/123456789012/name,                                                eu-central-1, http://localhost:9324/
            """)
    void tellsAccountRegionAndEndpoint(URI url, String region, @Nullable URI endpoint) {
        QueueUrl queue = QueueUrl.parse(url, () -> Optional.of("eu-central-1"));

        assertThat(queue.home()).isEqualTo(new Target("123456789012", region));
        assertThat(queue.endpoint()).isEqualTo(Optional.ofNullable(endpoint));
        assertThat(queue.url()).isEqualTo(url);
    }

    @Test
    void isRefusedWithoutARegion() {
        assertThatThrownBy(() -> QueueUrl.parse(URI.create("http://host:9324/123456789012/name"), Optional::empty))
                .isInstanceOf(UnusableConfigurationException.class)
                .hasMessage("http://host:9324/123456789012/name: must name the region of the queue, as"
                        + " https://sqs.us-east-1.amazonaws.com/123456789012/name or"
                        + " http://host:4566/queue/us-east-1/123456789012/name, or AWS_REGION must be set; correct"
                        + " notifications.sqs_queues");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://sqs.us-east-1.amazonaws.com",
                "https://sqs.us-east-1.amazonaws.com/name",
                "https://sqs.us-east-1.amazonaws.com/12345/name",
                "https://sqs.us-east-1.amazonaws.com/123456789012/",
                "https://sqs.us-east-1.amazonaws.com/123456789012/name/more",
                "mailto:123456789012",
            })
    void isRefusedWithoutAccountAndName(URI url) {
        assertThatThrownBy(() -> QueueUrl.parse(url, () -> Optional.of("eu-central-1")))
                .isInstanceOf(UnusableConfigurationException.class)
                .hasMessage(url + ": must be the URL of an SQS queue, as"
                        + " https://sqs.us-east-1.amazonaws.com/123456789012/name; correct notifications.sqs_queues");
    }
}
