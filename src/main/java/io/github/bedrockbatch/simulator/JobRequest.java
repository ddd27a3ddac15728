package io.github.bedrockbatch.simulator;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What someone who creates a batch inference job says about it, in the words of CreateModelInvocationJob.
 *
 * @param timeoutHours 24 to 168
 * @param clientRequestToken makes a second, equal request harmless
 */
public record JobRequest(
        String name,
        String modelId,
        String roleArn,
        String inputUri,
        String outputUri,
        int timeoutHours,
        String modelInvocationType,
        @Nullable String clientRequestToken,
        Map<String, String> tags) {

    public JobRequest {
        tags = Map.copyOf(tags);
    }

    /** A request with the defaults of most jobs. */
    public static JobRequest of(String account, String name, String modelId) {
        return new JobRequest(
                name,
                modelId,
                "arn:aws:iam::" + account + ":role/BedrockBatch",
                "s3://batch-input/" + name + ".jsonl",
                "s3://batch-output/",
                24,
                "InvokeModel",
                null,
                Map.of());
    }

    JobRequest named(String other) {
        return new JobRequest(
                other,
                modelId,
                roleArn,
                inputUri,
                outputUri,
                timeoutHours,
                modelInvocationType,
                clientRequestToken,
                tags);
    }

    /** The same job with other tags. */
    public JobRequest tagged(Map<String, String> others) {
        return new JobRequest(
                name,
                modelId,
                roleArn,
                inputUri,
                outputUri,
                timeoutHours,
                modelInvocationType,
                clientRequestToken,
                others);
    }
}
