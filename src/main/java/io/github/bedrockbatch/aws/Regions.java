package io.github.bedrockbatch.aws;

import java.util.List;
import java.util.regex.Pattern;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;
import software.amazon.awssdk.services.bedrock.BedrockClient;

/** The regions that the SDK knows, in the partitions that have Bedrock. */
public final class Regions {
    /**
     * A name as us-east-1, but of China, which has no Bedrock. The SDK's metadata would say the same, but with it comes that of
     * three hundred services, which is a third of a start.
     */
    private static final Pattern PLACE = Pattern.compile("(?!cn-)(?!.*fips)[a-z]+(-[a-z]+)+-[0-9]+");

    private Regions() {}

    /** Whether there is such a region in a partition that has Bedrock. */
    public static boolean isKnown(String region) {
        return known().contains(region);
    }

    /** The regions of the partition {@code aws} in which the SDK knows Bedrock, in order of name. */
    public static List<String> all() {
        return inPartition("aws");
    }

    /** The regions in which the SDK knows Bedrock, in the partition of a region. */
    public static List<String> sameAs(String region) {
        RegionMetadata metadata = RegionMetadata.of(Region.of(region));
        return inPartition(metadata == null ? "aws" : metadata.partition().id());
    }

    /** The region of a partition, such as {@code aws-us-gov}, that every account there may use. */
    static String home(String partition) {
        return partition.equals("aws") ? "us-east-1" : inPartition(partition).getFirst();
    }

    private static List<String> known() {
        return Region.regions().stream()
                .filter(region -> !region.isGlobalRegion())
                .map(Region::id)
                .filter(id -> PLACE.matcher(id).matches())
                .sorted()
                .toList();
    }

    /** The regions of a partition, such as {@code aws-us-gov}, in which the SDK knows Bedrock, in order of name. */
    static List<String> inPartition(String partition) {
        return BedrockClient.serviceMetadata().regions().stream()
                .filter(Regions::isPlace)
                .filter(region -> region.metadata().partition().id().equals(partition))
                .map(Region::id)
                .sorted()
                .toList();
    }

    private static boolean isPlace(Region region) {
        RegionMetadata metadata = region.metadata();
        return !region.isGlobalRegion()
                && metadata != null
                && region.id().matches(metadata.partition().regionRegex())
                && !region.id().contains("fips");
    }
}
