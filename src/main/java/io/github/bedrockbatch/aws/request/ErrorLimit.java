package io.github.bedrockbatch.aws.request;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Cuts the answers that tell of errors to a length that the SDK may read whole. */
final class ErrorLimit implements ExecutionInterceptor {
    private static final int MAX_BYTES = 1 << 20;

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        if (context.httpResponse().isSuccessful()) {
            return context.responseBody();
        }
        InputStream body = context.responseBody().orElseGet(InputStream::nullInputStream);
        // What is not UTF-8 would let the JDK's XML parser write to standard error by itself.
        String text = new String(BoundedBody.read(body, MAX_BYTES), StandardCharsets.UTF_8);
        return Optional.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
