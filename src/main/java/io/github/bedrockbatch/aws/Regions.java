package io.github.bedrockbatch.aws;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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

    private static final int FAR = 4;

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

    /** The known region whose name is nearest to a misspelt one; empty when none is near. */
    public static Optional<String> nearest(String region) {
        return known().stream()
                .min(Comparator.comparingInt((String other) -> distance(region, other))
                        .thenComparing(Comparator.naturalOrder()))
                .filter(other -> distance(region, other) < FAR);
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

    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int substituted = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
