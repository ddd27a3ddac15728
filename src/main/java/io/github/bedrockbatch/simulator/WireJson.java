package io.github.bedrockbatch.simulator;

import io.github.bedrockbatch.job.InputDataConfig;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.OutputDataConfig;
import io.github.bedrockbatch.job.VpcConfig;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bedrock's JSON: how a job is written in the answers of Get and List. */
final class WireJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private WireJson() {}

    static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    static JsonNode parse(String body) {
        try {
            return MAPPER.readTree(body);
        } catch (JacksonException e) {
            throw new ServiceException(
                    "SerializationException", 400, "The body is not JSON: " + e.getOriginalMessage());
        }
    }

    static Map<?, ?> parseMap(String body) {
        JsonNode node = parse(body);
        if (!node.isObject()) {
            throw ServiceException.validation("The body must be a JSON object.");
        }
        return MAPPER.convertValue(node, Map.class);
    }

    /** An instant with milliseconds, as Bedrock writes it. */
    static String time(Instant instant) {
        return MILLIS.format(instant);
    }

    /** What List says of a job: all but its message and its clientRequestToken. */
    static Map<String, Object> summary(SimulatedJob job, Instant now, Instant counted) {
        JobScript script = job.script();
        JobRequest request = script.request();
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("jobArn", job.arn());
        node.put("jobName", job.name());
        node.put("modelId", modelArn(script));
        node.put("roleArn", request.roleArn());
        node.put("status", job.status(now));
        node.put("submitTime", time(job.submitted()));
        node.put("lastModifiedTime", time(job.timeline().at(now).at()));
        job.wireEndTime(now).ifPresent(end -> node.put("endTime", time(end)));
        node.put("inputDataConfig", Map.of("s3InputDataConfig", input(request.input())));
        node.put("outputDataConfig", Map.of("s3OutputDataConfig", output(request.output())));
        putIfPresent(node, "vpcConfig", vpc(request.vpc()));
        node.put("timeoutDurationInHours", request.timeoutHours());
        node.put("jobExpirationTime", time(job.expiration()));
        node.put("modelInvocationType", request.modelInvocationType());
        if (script.counted()) {
            putCounts(node, job.progress(counted));
        }
        return node;
    }

    /** What Get says of a job. */
    static Map<String, Object> detail(SimulatedJob job, Instant now, Instant counted) {
        Map<String, Object> node = summary(job, now, counted);
        String message = job.wireMessage(now);
        if (!message.isEmpty()) {
            node.put("message", message);
        }
        putIfPresent(node, "clientRequestToken", job.script().request().clientRequestToken());
        return node;
    }

    static void putCounts(Map<String, Object> node, RecordProgress counts) {
        node.put("totalRecordCount", counts.total());
        node.put("processedRecordCount", counts.processed());
        node.put("successRecordCount", counts.success());
        node.put("errorRecordCount", counts.error());
    }

    private static Map<String, Object> input(InputDataConfig input) {
        Map<String, Object> node = new LinkedHashMap<>();
        putIfPresent(node, "s3InputFormat", input.s3InputFormat());
        node.put("s3Uri", input.s3Uri());
        putIfPresent(node, "s3BucketOwner", input.s3BucketOwner());
        return node;
    }

    private static Map<String, Object> output(OutputDataConfig output) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("s3Uri", output.s3Uri());
        putIfPresent(node, "s3EncryptionKeyId", output.s3EncryptionKeyId());
        putIfPresent(node, "s3BucketOwner", output.s3BucketOwner());
        return node;
    }

    private static @Nullable Map<String, Object> vpc(@Nullable VpcConfig vpc) {
        return vpc == null ? null : Map.of("subnetIds", vpc.subnetIds(), "securityGroupIds", vpc.securityGroupIds());
    }

    private static void putIfPresent(Map<String, Object> node, String name, @Nullable Object value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    /** Returns the model id of a job as AWS tells it. */
    static String modelArn(JobScript script) {
        String model = script.request().modelId();
        String prefix = "arn:" + JobArn.partition(script.region()) + ":bedrock:" + script.region() + ":";
        if (model.startsWith("arn:")) {
            return model;
        }
        return model.matches("(us|eu|apac|us-gov|global)\\..*")
                ? prefix + script.account() + ":inference-profile/" + model
                : prefix + ":foundation-model/" + model;
    }
}
