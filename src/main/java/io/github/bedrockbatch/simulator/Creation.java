package io.github.bedrockbatch.simulator;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the body of CreateModelInvocationJob. A tag named simulator:outcome says how the new job ends. */
final class Creation {
    static final String OUTCOME_TAG = "simulator:outcome";

    private Creation() {}

    static JobScript script(JsonNode body, Caller caller, Instant now, Timings timings) {
        String name = required(body, "jobName");
        if (!name.matches("[a-zA-Z0-9]{1,63}(-*[a-zA-Z0-9+\\-.]){0,63}") || name.length() > 63) {
            throw ServiceException.validation("Value '" + name + "' at 'jobName' is not a valid job name.");
        }
        Map<String, String> tags = tags(body.path("tags"));
        return JobScript.of(caller.account(), caller.region(), name, outcome(tags), now, timings)
                .withRequest(request(body, name, tags));
    }

    private static JobRequest request(JsonNode body, String name, Map<String, String> tags) {
        int hours = body.path("timeoutDurationInHours").asInt(24);
        if (hours < 24 || hours > 168) {
            throw ServiceException.validation("Value '" + hours + "' at 'timeoutDurationInHours' must be 24 to 168.");
        }
        return new JobRequest(
                name,
                required(body, "modelId"),
                required(body, "roleArn"),
                required(body.path("inputDataConfig").path("s3InputDataConfig"), "s3Uri"),
                required(body.path("outputDataConfig").path("s3OutputDataConfig"), "s3Uri"),
                hours,
                body.path("modelInvocationType").asString("InvokeModel"),
                optional(body, "clientRequestToken"),
                tags);
    }

    private static Outcome outcome(Map<String, String> tags) {
        try {
            return Outcome.of(tags.getOrDefault(OUTCOME_TAG, Outcome.COMPLETED.word()));
        } catch (IllegalArgumentException e) {
            throw ServiceException.validation("The tag " + OUTCOME_TAG + ": " + e.getMessage());
        }
    }

    private static Map<String, String> tags(JsonNode nodes) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (JsonNode node : nodes) {
            tags.put(required(node, "key"), node.path("value").asString(""));
        }
        return tags;
    }

    private static String required(JsonNode node, String field) {
        String value = optional(node, field);
        if (value == null) {
            throw ServiceException.validation("1 validation error detected: Value null at '" + field
                    + "' failed to satisfy constraint: Member must not be null");
        }
        return value;
    }

    private static @Nullable String optional(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isString() ? value.asString() : null;
    }
}
