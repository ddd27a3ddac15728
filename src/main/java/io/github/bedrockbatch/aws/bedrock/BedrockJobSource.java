package io.github.bedrockbatch.aws.bedrock;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.poll.ErrorCodes;
import io.github.bedrockbatch.poll.FetchResult;
import io.github.bedrockbatch.poll.JobPage;
import io.github.bedrockbatch.poll.JobSource;
import io.github.bedrockbatch.poll.RequestListener;
import io.github.bedrockbatch.poll.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.bedrock.BedrockClient;
import software.amazon.awssdk.services.bedrock.model.GetModelInvocationJobRequest;
import software.amazon.awssdk.services.bedrock.model.GetModelInvocationJobResponse;
import software.amazon.awssdk.services.bedrock.model.ListModelInvocationJobsRequest;
import software.amazon.awssdk.services.bedrock.model.ListModelInvocationJobsResponse;
import software.amazon.awssdk.services.bedrock.model.SortJobsBy;
import software.amazon.awssdk.services.bedrock.model.SortOrder;

/**
 * The jobs of one target, asked of Bedrock's control plane.
 *
 * @see <a href="https://docs.aws.amazon.com/bedrock/latest/APIReference/API_ListModelInvocationJobs.html">ListModelInvocationJobs</a>
 */
public final class BedrockJobSource implements JobSource {
    private static final int PAGE_SIZE = 1000;

    private final Target target;
    private final Supplier<BedrockClient> client;
    private final RateLimiter limiter;
    private final RequestListener listener;
    private final InstantSource clock;

    /**
     * Asks with a client that others may share.
     *
     * @param client made with {@link #prepared}; not asked for before the first question
     * @param limiter of this target alone
     */
    public BedrockJobSource(
            Target target,
            Supplier<BedrockClient> client,
            RateLimiter limiter,
            RequestListener listener,
            InstantSource clock) {
        this.target = target;
        this.client = client;
        this.limiter = limiter;
        this.listener = listener;
        this.clock = clock;
    }

    /** Adds to a client's configuration what this source counts on: bounded retries, counted attempts, clean answers. */
    public static ClientOverrideConfiguration.Builder prepared(ClientOverrideConfiguration.Builder configuration) {
        return configuration
                .retryStrategy(new LoggedRetryStrategy())
                .addExecutionInterceptor(new AttemptInterceptor())
                .addExecutionInterceptor(new ResponseCleaner());
    }

    @Override
    public FetchResult<JobPage> list(Instant submitTimeAfter, @Nullable String nextToken, Duration timeout) {
        return ask("ListModelInvocationJobs", timeout, () -> {
            ListModelInvocationJobsResponse response = client.get()
                    .listModelInvocationJobs(ListModelInvocationJobsRequest.builder()
                            .maxResults(PAGE_SIZE)
                            .sortBy(SortJobsBy.CREATION_TIME)
                            .sortOrder(SortOrder.ASCENDING)
                            .submitTimeAfter(submitTimeAfter)
                            .nextToken(nextToken)
                            .overrideConfiguration(override -> override.apiCallTimeout(timeout))
                            .build());
            return new FetchResult.Found<>(SnapshotMapper.page(response, target), ServerTime.of(response, clock));
        });
    }

    @Override
    public FetchResult<JobSnapshot> get(JobArn arn, Duration timeout) {
        return ask("GetModelInvocationJob", timeout, () -> {
            GetModelInvocationJobResponse response = client.get()
                    .getModelInvocationJob(GetModelInvocationJobRequest.builder()
                            .jobIdentifier(arn.value())
                            .overrideConfiguration(override -> override.apiCallTimeout(timeout))
                            .build());
            Optional<JobSnapshot> job = SnapshotMapper.job(response);
            if (job.isEmpty()) {
                return new FetchResult.Failed<>(
                        ErrorCodes.INVALID_RESPONSE, arn + ": the answer has no ARN, no status or no possible times");
            }
            if (!job.get().arn().equals(arn)) {
                return new FetchResult.Failed<>(ErrorCodes.INVALID_RESPONSE, arn + ": the answer is about another job");
            }
            return new FetchResult.Found<>(job.get(), ServerTime.of(response, clock));
        });
    }

    private <T> FetchResult<T> ask(String operation, Duration timeout, Supplier<FetchResult<T>> question) {
        if (!timeout.isPositive()) {
            return new FetchResult.Failed<>(ErrorCodes.TIMEOUT, operation + ": no time is left in this cycle");
        }
        AttemptLog log = new AttemptLog(target, operation, timeout, limiter, listener, clock);
        FetchResult<T> result;
        try {
            result = ScopedValue.where(AttemptLog.CURRENT, log).call(question::get);
        } catch (RuntimeException e) {
            log.end(AwsFailure.code(e));
            return AwsFailure.result(e);
        }
        log.end(result instanceof FetchResult.Failed<T> failed ? failed.code() : null);
        return result;
    }
}
