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
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Takes out of an answer what does not fit the service's model, before the SDK would reject the whole answer for it:
 * one odd item must not hide the 999 others of its page.
 */
final class ResponseCleaner implements ExecutionInterceptor {
    /** A page of 1,000 jobs all of whose texts are as long as the service allows has 11.5 MB. */
    private static final int MAX_BYTES = 12 << 20;

    /** Of 1,000 jobs, each with all that the service allows and as much again. A tree takes many times the length of its text. */
    private static final long MAX_TOKENS = 300_000;

    private final JsonMapper json = new JsonMapper(JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxTokenCount(MAX_TOKENS).build())
            .build());

    @Override
    public Optional<InputStream> modifyHttpResponseContent(
            Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
        List<SdkField<?>> fields = fields(context.request());
        if (fields == null || !context.httpResponse().isSuccessful()) {
            return context.responseBody();
        }
        InputStream body = context.responseBody().orElseGet(InputStream::nullInputStream);
        if (!(tree(BoundedBody.whole(body, MAX_BYTES)) instanceof ObjectNode answer)) {
            throw InvalidResponseException.wrapped("the answer is not a JSON object; is the endpoint Bedrock's?");
        }
        if (context.request() instanceof ListModelInvocationJobsRequest list
                && answer.get("invocationJobSummaries") instanceof ArrayNode jobs
                && jobs.size() > list.maxResults()) {
            throw InvalidResponseException.wrapped(
                    "the page has more than the " + list.maxResults() + " jobs that were asked for");
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
        } catch (StreamConstraintsException e) {
            throw InvalidResponseException.wrapped("the answer is larger or nested deeper than what was asked for");
        } catch (JacksonException e) {
            return null;
        }
    }
}
