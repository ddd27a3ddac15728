package io.github.bedrockbatch.aws;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.bedrock.BedrockClient;

/** The regions that the SDK knows, in the partitions that have Bedrock. */
public final class Regions {
    /**
     * A name as us-east-1, but of China, which has no Bedrock. The SDK's metadata would say the same, but with it comes that of
     * three hundred services, which is a third of a start.
     */
    private static final Pattern PLACE = Pattern.compile("(?!cn-)(?!.*fips)[a-z]+(-[a-z]+)+-[0-9]+");

    private Regions() {}

    /** Returns whether there is such a region in a partition that has Bedrock. */
    public static boolean isKnown(String region) {
        return PLACE.matcher(region).matches()
                && Region.regions().stream()
                        .anyMatch(known -> !known.isGlobalRegion() && known.id().equals(region));
    }

    /** Returns the regions of the partition {@code aws} in which the SDK knows Bedrock, in order of name. */
    public static List<String> all() {
        return inPartition("aws");
    }

    /** Returns the regions in which the SDK knows Bedrock, in the partition of a region. */
    public static List<String> sameAs(String region) {
        return inPartition(partition(region));
    }

    /** Returns the partition that a region is in, such as {@code aws-us-gov}. */
    static String partition(String region) {
        RegionMetadata metadata = RegionMetadata.of(Region.of(region));
        return metadata == null ? "aws" : metadata.partition().id();
    }

    /** Returns the region of the SDK's own chain: AWS_REGION, the profile's, or the machine's own; empty where none says any. */
    static Optional<String> ofCaller(Optional<String> profile) {
        DefaultAwsRegionProviderChain.Builder chain = DefaultAwsRegionProviderChain.builder();
        profile.ifPresent(chain::profileName);
        try {
            return Optional.ofNullable(chain.build().getRegion()).map(Region::id);
        } catch (SdkClientException e) {
            return Optional.empty();
        }
    }

    /** Returns the region of a partition, such as {@code aws-us-gov}, that every account there may use. */
    static String home(String partition) {
        return partition.equals("aws") ? "us-east-1" : inPartition(partition).getFirst();
    }

    /** Returns the regions of a partition, such as {@code aws-us-gov}, in which the SDK knows Bedrock, in order of name. */
    static List<String> inPartition(String partition) {
        return BedrockClient.serviceMetadata().regions().stream()
                .filter(region -> isKnown(region.id()))
                .filter(region -> region.metadata().partition().id().equals(partition))
                .map(Region::id)
                .sorted()
                .toList();
    }
}
