package io.github.bedrockbatch.simulator;

import io.github.bedrockbatch.job.InputDataConfig;
import io.github.bedrockbatch.job.OutputDataConfig;
import io.github.bedrockbatch.job.VpcConfig;
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
        InputDataConfig input,
        OutputDataConfig output,
        @Nullable VpcConfig vpc,
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
                new InputDataConfig("JSONL", "s3://batch-input/" + name + ".jsonl", null),
                new OutputDataConfig("s3://batch-output/", null, null),
                null,
                24,
                "InvokeModel",
                null,
                Map.of());
    }

    JobRequest named(String other) {
        return copy(other, tags);
    }

    /** The same job with other tags. */
    public JobRequest tagged(Map<String, String> others) {
        return copy(name, others);
    }

    private JobRequest copy(String otherName, Map<String, String> otherTags) {
        return new JobRequest(
                otherName,
                modelId,
                roleArn,
                input,
                output,
                vpc,
                timeoutHours,
                modelInvocationType,
                clientRequestToken,
                otherTags);
    }
}
