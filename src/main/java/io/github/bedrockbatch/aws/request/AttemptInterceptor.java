package io.github.bedrockbatch.aws.request;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Begins each attempt of a call in its turn, and bounds what the SDK reads whole: answers that tell of errors, and all answers
 * of some services.
 *
 * @param readsWhole whether the SDK reads answers that tell of success whole
 */
record AttemptInterceptor(boolean readsWhole) implements ExecutionInterceptor {
    private static final int MAX_ERROR_BYTES = 1 << 20;

    /** The messages of one answer of SQS have 1 MiB, of which each character may be written as six. */
    private static final int MAX_BYTES = 8 << 20;

    @Override
    public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
        if (Requests.CURRENT.isBound()) {
            Requests.CURRENT.get().awaitTurn();
        }
    }

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        Optional<InputStream> body = context.responseBody();
        if (context.httpResponse().isSuccessful()) {
            return readsWhole ? body.map(whole -> new ByteArrayInputStream(BoundedBody.whole(whole, MAX_BYTES))) : body;
        }
        // What is not UTF-8 would let the JDK's XML parser write to standard error by itself.
        byte[] bytes = BoundedBody.read(body.orElseGet(InputStream::nullInputStream), MAX_ERROR_BYTES);
        String text = new String(bytes, StandardCharsets.UTF_8);
        return Optional.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
