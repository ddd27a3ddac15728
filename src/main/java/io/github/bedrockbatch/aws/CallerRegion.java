package io.github.bedrockbatch.aws;

import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** The region of the SDK's own chain. */
final class CallerRegion {
    private CallerRegion() {}

    /** AWS_REGION, the profile's, or the machine's own; empty where none of them says any. */
    static Optional<String> of(Optional<String> profile) {
        DefaultAwsRegionProviderChain.Builder chain = DefaultAwsRegionProviderChain.builder();
        profile.ifPresent(chain::profileName);
        try {
            return Optional.ofNullable(chain.build().getRegion()).map(Region::id);
        } catch (SdkClientException e) {
            return Optional.empty();
        }
    }
}
