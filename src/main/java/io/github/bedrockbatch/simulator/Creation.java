package io.github.bedrockbatch.simulator;

import io.github.bedrockbatch.job.InputDataConfig;
import io.github.bedrockbatch.job.OutputDataConfig;
import io.github.bedrockbatch.job.VpcConfig;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Reads the body of CreateModelInvocationJob. A tag named simulator:outcome says how the new job ends. */
final class Creation {
    static final String OUTCOME_TAG = "simulator:outcome";

    private Creation() {}

    static JobScript script(RequestBody body, Caller caller, Instant now, Timings timings) {
        JobRequest request = request(body);
        return JobScript.of(caller.account(), caller.region(), request.name(), outcome(request.tags()), now, timings)
                .withRequest(request);
    }

    private static JobRequest request(RequestBody body) {
        return new JobRequest(
                body.required("jobName", Constraint.JOB_NAME),
                body.required("modelId", Constraint.MODEL_ID),
                body.required("roleArn", Constraint.ROLE_ARN),
                input(body.child("inputDataConfig").child("s3InputDataConfig")),
                output(body.child("outputDataConfig").child("s3OutputDataConfig")),
                body.optionalChild("vpcConfig").map(Creation::vpc).orElse(null),
                body.whole("timeoutDurationInHours", 24, 24, 168),
                Objects.requireNonNullElse(
                        body.optional("modelInvocationType", Constraint.MODEL_INVOCATION_TYPE), "InvokeModel"),
                body.optional("clientRequestToken", Constraint.CLIENT_REQUEST_TOKEN),
                tags(body));
    }

    private static InputDataConfig input(RequestBody s3) {
        return new InputDataConfig(
                s3.optional("s3InputFormat", Constraint.S3_INPUT_FORMAT),
                s3.required("s3Uri", Constraint.S3_URI),
                s3.optional("s3BucketOwner", Constraint.ACCOUNT_ID));
    }

    private static OutputDataConfig output(RequestBody s3) {
        return new OutputDataConfig(
                s3.required("s3Uri", Constraint.S3_URI),
                s3.optional("s3EncryptionKeyId", Constraint.KMS_KEY_ID),
                s3.optional("s3BucketOwner", Constraint.ACCOUNT_ID));
    }

    private static VpcConfig vpc(RequestBody vpc) {
        return new VpcConfig(
                vpc.texts("subnetIds", Constraint.NETWORK_ID, 16),
                vpc.texts("securityGroupIds", Constraint.NETWORK_ID, 5));
    }

    /** Reads the tags of a request. */
    static Map<String, String> tags(RequestBody body) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (RequestBody tag : body.children("tags")) {
            tags.put(tag.required("key", Constraint.TAG_KEY), tag.required("value", Constraint.TAG_VALUE));
        }
        return tags;
    }

    private static Outcome outcome(Map<String, String> tags) {
        try {
            return Outcome.of(tags.getOrDefault(OUTCOME_TAG, Outcome.COMPLETED.word()));
        } catch (IllegalArgumentException e) {
            throw ServiceException.validation("The tag " + OUTCOME_TAG + ": " + e.getMessage());
        }
    }
}
