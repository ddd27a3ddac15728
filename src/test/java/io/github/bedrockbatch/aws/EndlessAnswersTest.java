package io.github.bedrockbatch.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.aws.notification.QueueUrl;
import io.github.bedrockbatch.aws.testing.RawEndpoint;
import io.github.bedrockbatch.source.FetchResult;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Answers of STS and SQS that do not end are given up before they fill the memory. */
@NullMarked
final class EndlessAnswersTest extends EndpointFixture {
    private static final long A_LITTLE_MORE_THAN_IS_READ = 32L << 20;

    private final AtomicLong sent = new AtomicLong();

    @Test
    void ofSts() {
        assertGivenUp(endless -> endless.callerAccountId("us-east-1"));
    }

    @Test
    void ofSqs() {
        assertGivenUp(endless -> endless.queue(
                        QueueUrl.parse(endpoint.uri().resolve("/queue/us-east-1/123456789012/jobs"), Optional::empty))
                .receive());
    }

    private void assertGivenUp(Function<AwsSession, FetchResult<?>> question) {
        try (RawEndpoint service = new RawEndpoint();
                AwsSession endless = session(service.uri(), DUMMY)) {
            service.answer((head, out) -> RawEndpoint.pour("200 OK", out, sent));

            assertThat(code(question.apply(endless))).isEqualTo("InvalidResponse");
        }
        assertThat(sent).hasValueLessThan(A_LITTLE_MORE_THAN_IS_READ);
    }
}
