package io.github.bedrockbatch.aws.tags;

import io.github.bedrockbatch.aws.request.Requests;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.source.ErrorCodes;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.TagSource;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.resourcegroupstaggingapi.ResourceGroupsTaggingApiClient;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.GetResourcesResponse;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.ResourceTagMapping;
import software.amazon.awssdk.services.resourcegroupstaggingapi.model.Tag;

/**
 * The tags of one target's jobs, read from the Resource Groups Tagging API, which also returns those of finished and stopped jobs.
 *
 * @see <a href="https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/API_GetResources.html">GetResources</a>
 */
public final class TaggingApiTagSource implements TagSource {
    private final Requests requests;
    private final Supplier<ResourceGroupsTaggingApiClient> client;

    /**
     * Asks with a client that others may share.
     *
     * @param requests of the target
     * @param client made with {@link Requests#bounded}; not asked for before the first question
     */
    public TaggingApiTagSource(Requests requests, Supplier<ResourceGroupsTaggingApiClient> client) {
        this.requests = requests;
        this.client = client;
    }

    @Override
    public FetchResult<Map<JobArn, JobTags>> tags(Collection<JobArn> arns, Duration timeout) {
        Map<String, JobArn> asked = arns.stream().collect(Collectors.toMap(JobArn::value, Function.identity()));
        return requests.ask("GetResources", timeout, left -> {
            GetResourcesResponse response = client.get()
                    .getResources(request -> request.resourceARNList(asked.keySet())
                            .overrideConfiguration(override -> override.apiCallTimeout(left)));
            @Nullable String token = response.paginationToken();
            if (token != null && !token.isEmpty()) {
                // Jobs would pass for untagged that are on the next page, which AWS lets nobody ask for.
                return new FetchResult.Failed<>(
                        ErrorCodes.INVALID_RESPONSE, "the answer about " + asked.size() + " jobs has a next page");
            }
            return new FetchResult.Found<>(read(response, asked), requests.serverTime(response));
        });
    }

    private static Map<JobArn, JobTags> read(GetResourcesResponse response, Map<String, JobArn> asked) {
        Map<JobArn, JobTags> tags = new HashMap<>();
        for (ResourceTagMapping mapping : response.resourceTagMappingList()) {
            JobArn arn = asked.get(mapping.resourceARN());
            if (arn != null) {
                tags.put(arn, tags(mapping.tags()));
            }
        }
        return tags;
    }

    private static JobTags tags(List<Tag> tags) {
        Map<String, String> values = new HashMap<>();
        for (Tag tag : tags) {
            @Nullable String key = tag.key();
            if (key != null) {
                values.put(key, Objects.requireNonNullElse(tag.value(), ""));
            }
        }
        return new JobTags(values);
    }
}
