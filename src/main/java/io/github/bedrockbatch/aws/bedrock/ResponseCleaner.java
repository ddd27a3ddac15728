package io.github.bedrockbatch.aws.bedrock;

import io.github.bedrockbatch.aws.request.InvalidResponseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.Abortable;
import software.amazon.awssdk.services.bedrock.model.GetModelInvocationJobRequest;
import software.amazon.awssdk.services.bedrock.model.GetModelInvocationJobResponse;
import software.amazon.awssdk.services.bedrock.model.ListModelInvocationJobsRequest;
import software.amazon.awssdk.services.bedrock.model.ListModelInvocationJobsResponse;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes out of an answer what does not fit the service's model, before the SDK would reject the whole answer for it:
 * one odd item must not hide the 999 others of its page.
 */
final class ResponseCleaner implements ExecutionInterceptor {
    private static final int MOST_BYTES = 16 << 20;
    private static final int MOST_BYTES_OF_AN_ERROR = 1 << 20;

    private final JsonMapper json = new JsonMapper();

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        InputStream body = context.responseBody().orElseGet(InputStream::nullInputStream);
        if (!context.httpResponse().isSuccessful()) {
            // The error's name is in a header: what is too long is not needed whole.
            return Optional.of(new ByteArrayInputStream(read(body, MOST_BYTES_OF_AN_ERROR)));
        }
        List<SdkField<?>> fields = fields(context.request());
        if (fields == null) {
            return context.responseBody();
        }
        byte[] bytes = read(body, MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw InvalidResponseException.wrapped("the answer is longer than " + MOST_BYTES + " bytes");
        }
        if (!(tree(bytes) instanceof ObjectNode answer)) {
            throw InvalidResponseException.wrapped("the answer is not a JSON object; is the endpoint Bedrock's?");
        }
        ModelFit.clean(answer, fields);
        return Optional.of(new ByteArrayInputStream(json.writeValueAsBytes(answer)));
    }

    private static @Nullable List<SdkField<?>> fields(Object request) {
        return switch (request) {
            case ListModelInvocationJobsRequest list ->
                ListModelInvocationJobsResponse.builder().build().sdkFields();
            case GetModelInvocationJobRequest get ->
                GetModelInvocationJobResponse.builder().build().sdkFields();
            default -> null;
        };
    }

    /** At most so many bytes; a connection that has more to say is given up, for to close it in order is to read it all. */
    private static byte[] read(InputStream body, int most) {
        try {
            byte[] bytes = body.readNBytes(most);
            if (bytes.length == most && body instanceof Abortable connection) {
                connection.abort();
            }
            return bytes;
        } catch (IOException e) {
            throw SdkClientException.create("the answer broke off: " + e.getMessage(), e);
        }
    }

    private @Nullable JsonNode tree(byte[] bytes) {
        try {
            return json.readTree(bytes);
        } catch (JacksonException e) {
            return null;
        }
    }
}
