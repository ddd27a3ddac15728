package io.github.bedrockbatch.aws.request;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Refuses answers that are too long for the SDK to read whole. */
final class AnswerLimit implements ExecutionInterceptor {
    /** The messages of one answer of SQS have 1 MiB, of which each character may be written as six. */
    private static final int MAX_BYTES = 8 << 20;

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        if (!context.httpResponse().isSuccessful() || context.responseBody().isEmpty()) {
            return context.responseBody();
        }
        byte[] bytes = BoundedBody.read(context.responseBody().get(), MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw InvalidResponseException.wrapped("the answer is longer than " + MAX_BYTES + " bytes");
        }
        return Optional.of(new ByteArrayInputStream(bytes));
    }
}
