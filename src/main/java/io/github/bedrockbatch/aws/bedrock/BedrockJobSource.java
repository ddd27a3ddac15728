package io.github.bedrockbatch.aws.bedrock;

import io.github.bedrockbatch.aws.request.Requests;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.source.ErrorCodes;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.JobPage;
import io.github.bedrockbatch.source.JobSource;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.bedrock.model.GetModelInvocationJobRequest;
import software.amazon.awssdk.services.bedrock.model.ListModelInvocationJobsRequest;
import software.amazon.awssdk.services.bedrock.model.SortJobsBy;
import software.amazon.awssdk.services.bedrock.model.SortOrder;

/**
 * The jobs of one target, asked of Bedrock's control plane.
 *
 * @see <a href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListModelInvocationJobs.html">ListModelInvocationJobs</a>
 */
public final class BedrockJobSource implements JobSource {
    private static final int PAGE_SIZE = 1000;

    private final Requests requests;
    private final Supplier<BedrockClient> client;

    /**
     * Asks with a client that others may share.
     *
     * @param requests of the target
     * @param client made with {@link #prepared}; not asked for before the first question
     */
    public BedrockJobSource(Requests requests, Supplier<BedrockClient> client) {
        this.requests = requests;
        this.client = client;
    }

    /** Adds to a client's configuration what this source counts on: bounded retries, counted attempts, answers that are read here. */
    public static ClientOverrideConfiguration.Builder prepared(ClientOverrideConfiguration.Builder configuration) {
        return Requests.prepared(configuration).addExecutionInterceptor(new AnswerBody.Taker());
    }

    @Override
    public FetchResult<JobPage> list(Instant submitTimeAfter, @Nullable String nextToken, Duration timeout) {
        return requests.ask("ListModelInvocationJobs", timeout, left -> {
            AnswerBody body = new AnswerBody();
            SdkResponse response = client.get()
                    .listModelInvocationJobs(ListModelInvocationJobsRequest.builder()
                            .maxResults(PAGE_SIZE)
                            .sortBy(SortJobsBy.CREATION_TIME)
                            .sortOrder(SortOrder.ASCENDING)
                            .submitTimeAfter(submitTimeAfter)
                            .nextToken(nextToken)
                            .overrideConfiguration(body.within(left))
                            .build());
            JobPage page = mapper().page(Members.parse(body.bytes()), requests.target(), PAGE_SIZE);
            return new FetchResult.Found<>(page, requests.serverTime(response));
        });
    }

    @Override
    public FetchResult<JobSnapshot> get(JobArn arn, Duration timeout) {
        return requests.ask("GetModelInvocationJob", timeout, left -> {
            AnswerBody body = new AnswerBody();
            SdkResponse response = client.get()
                    .getModelInvocationJob(GetModelInvocationJobRequest.builder()
                            .jobIdentifier(arn.value())
                            .overrideConfiguration(body.within(left))
                            .build());
            JobSnapshot job = mapper().job(Members.parse(body.bytes()));
            if (job == null) {
                return new FetchResult.Failed<>(
                        ErrorCodes.INVALID_RESPONSE, arn + ": the answer has no ARN, no status or no possible times");
            }
            if (!job.arn().equals(arn)) {
                return new FetchResult.Failed<>(ErrorCodes.INVALID_RESPONSE, arn + ": the answer is about another job");
            }
            return new FetchResult.Found<>(job, requests.serverTime(response));
        });
    }

    private SnapshotMapper mapper() {
        return new SnapshotMapper(requests.now());
    }
}
