package io.github.bedrockbatch.aws.bedrock;

import io.github.bedrockbatch.aws.request.BoundedBody;
import io.github.bedrockbatch.aws.request.InvalidResponseException;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
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
    /** A page of 1,000 jobs all of whose texts are as long as the service allows has 11.5 MB. */
    private static final int MAX_BYTES = 12 << 20;

    private final JsonMapper json = new JsonMapper();
    private final PageLimit limit = new PageLimit();

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        List<SdkField<?>> fields = fields(context.request());
        if (fields == null || !context.httpResponse().isSuccessful()) {
            return context.responseBody();
        }
        InputStream body = context.responseBody().orElseGet(InputStream::nullInputStream);
        byte[] bytes = BoundedBody.read(body, MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw InvalidResponseException.wrapped("the answer is longer than " + MAX_BYTES + " bytes");
        }
        limit.check(bytes, context.request() instanceof ListModelInvocationJobsRequest list ? list.maxResults() : 1);
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

    private @Nullable JsonNode tree(byte[] bytes) {
        try {
            return json.readTree(bytes);
        } catch (JacksonException e) {
            return null;
        }
    }
}
