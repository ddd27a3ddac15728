package io.github.bedrockbatch.awscli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.Abortable;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * Keeps the body of the answer as the service sent it: the SDK's model would lose how a time was written. The SDK gets an empty
 * object in its place. The path gets its identifier here, since the SDK refuses a blank one, which the AWS CLI sends.
 */
final class AnswerCapture implements ExecutionInterceptor {
    /** Far more than an answer has. */
    static final int MAX_MEBIBYTES = 16;

    private static final int MAX_BYTES = MAX_MEBIBYTES << 20;

    private static final byte[] EMPTY_OBJECT = "{}".getBytes(StandardCharsets.UTF_8);

    private final String identifier;
    private byte[] body = EMPTY_OBJECT;
    private boolean tooLong;

    AnswerCapture(String identifier) {
        this.identifier = identifier;
    }

    /** The body of the last answer that told of success. */
    byte[] body() {
        return body;
    }

    /** Whether the service sent more than {@link #body} holds. */
    boolean isTooLong() {
        return tooLong;
    }

    @Override
    public SdkHttpRequest modifyHttpRequest(Context.ModifyHttpRequest context, ExecutionAttributes attributes) {
        SdkHttpRequest request = context.httpRequest();
        String path = request.encodedPath();
        return request.copy(builder ->
                builder.encodedPath(path.substring(0, path.lastIndexOf('/') + 1) + SdkHttpUtils.urlEncode(identifier)));
    }

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        if (!context.httpResponse().isSuccessful()) {
            return context.responseBody();
        }
        try (InputStream in = context.responseBody().orElseGet(InputStream::nullInputStream)) {
            byte[] bytes = in.readNBytes(MAX_BYTES);
            tooLong = in.read() >= 0;
            if (tooLong && in instanceof Abortable connection) {
                // To close it in order is to read it all.
                connection.abort();
            }
            body = bytes.length == 0 ? EMPTY_OBJECT : bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(new ByteArrayInputStream(EMPTY_OBJECT));
    }
}
