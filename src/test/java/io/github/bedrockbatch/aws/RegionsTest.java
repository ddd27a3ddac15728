package io.github.bedrockbatch.aws;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;

class RegionsTest {
    @Test
    void knowsTheRegionsOfPartitionsWithBedrock() {
        assertThat(Regions.isKnown("us-east-1")).isTrue();
        assertThat(Regions.isKnown("us-gov-west-1")).isTrue();
        assertThat(Regions.isKnown("cn-north-1")).isFalse();
        assertThat(Regions.isKnown("aws-global")).isFalse();
        assertThat(Regions.isKnown("us-esat-1")).isFalse();
        assertThat(Regions.isKnown("")).isFalse();
    }

    @Test
    void listsBedrocksRegions() {
        assertThat(Regions.all())
                .contains("us-east-1", "eu-central-1")
                .doesNotContain("us-gov-west-1", "aws-global")
                .isSorted()
                .doesNotHaveDuplicates()
                .allMatch(region -> region.matches("[a-z]{2}-[a-z]+-[0-9]"));
        assertThat(Regions.sameAs("us-gov-east-1")).containsExactly("us-gov-east-1", "us-gov-west-1");
        assertThat(Regions.sameAs("eu-west-1")).isEqualTo(Regions.all());
    }

    @Test
    void knowsThoseThatTheSdksMetadataPutsIntoPartitionsWithBedrock() {
        assertThat(Region.regions()).isNotEmpty().allSatisfy(region -> {
            RegionMetadata metadata = region.metadata();
            boolean place = metadata != null
                    && !region.isGlobalRegion()
                    && region.id().matches(metadata.partition().regionRegex())
                    && !metadata.partition().id().equals("aws-cn");
            assertThat(Regions.isKnown(region.id())).as(region.id()).isEqualTo(place);
        });
    }
}
