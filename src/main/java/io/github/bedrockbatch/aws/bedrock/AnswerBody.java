package io.github.bedrockbatch.aws.bedrock;

import io.github.bedrockbatch.aws.request.BoundedBody;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * The body of a successful answer. The SDK is left an empty object, because it would reject a whole page for one odd item,
 * and because a page is read once this way. The SDK still signs, retries, and reads errors.
 */
final class AnswerBody {
    /** A page of 1,000 jobs all of whose texts are as long as the service allows has 11.5 MB. */
    private static final int MAX_BYTES = 12 << 20;

    private static final ExecutionAttribute<AnswerBody> WANTED = new ExecutionAttribute<>("AnswerBody");
    private static final byte[] EMPTY_OBJECT = "{}".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = EMPTY_OBJECT;

    /** Takes the bodies of the answers to requests that want them. */
    static final class Taker implements ExecutionInterceptor {
        @Override
        public Optional<InputStream> modifyHttpResponseContent(
                Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
            AnswerBody wanted = attributes.getAttribute(WANTED);
            if (wanted == null || !context.httpResponse().isSuccessful()) {
                return context.responseBody();
            }
            wanted.bytes = BoundedBody.whole(context.responseBody().orElseGet(InputStream::nullInputStream), MAX_BYTES);
            return Optional.of(new ByteArrayInputStream(EMPTY_OBJECT));
        }
    }

    /** Returns what makes a request want its answer's body, and bounds the call. */
    Consumer<AwsRequestOverrideConfiguration.Builder> within(Duration timeout) {
        return override -> override.apiCallTimeout(timeout).putExecutionAttribute(WANTED, this);
    }

    /** Returns the body of the last answer that told of success. */
    byte[] bytes() {
        return bytes;
    }
}
