package io.github.bedrockbatch.aws.request;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Refuses answers that are too long for the SDK to read whole. */
final class AnswerLimit implements ExecutionInterceptor {
    private static final int MOST_BYTES = 16 << 20;

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        if (!context.httpResponse().isSuccessful() || context.responseBody().isEmpty()) {
            return context.responseBody();
        }
        byte[] bytes = BoundedBody.read(context.responseBody().get(), MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw InvalidResponseException.wrapped("the answer is longer than " + MOST_BYTES + " bytes");
        }
        return Optional.of(new ByteArrayInputStream(bytes));
    }
}
