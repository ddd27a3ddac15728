package io.github.bedrockbatch.aws;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** The region of the SDK's own chain. */
final class CallerRegion {
    private CallerRegion() {}

    /** AWS_REGION, the profile's, or the machine's own; empty where none of them says any. */
    static Optional<String> of(@Nullable String profile) {
        DefaultAwsRegionProviderChain.Builder chain = DefaultAwsRegionProviderChain.builder();
        if (profile != null) {
            chain.profileName(profile);
        }
        try {
            return Optional.ofNullable(chain.build().getRegion()).map(Region::id);
        } catch (SdkClientException e) {
            return Optional.empty();
        }
    }
}
