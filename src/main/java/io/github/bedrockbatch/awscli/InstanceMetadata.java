package io.github.bedrockbatch.awscli;

/** The metadata service of an EC2 instance, which may tell a region and credentials. */
final class InstanceMetadata {
    private InstanceMetadata() {}

    /** Whether it is not to be asked. */
    static boolean isDisabled(SharedConfiguration shared) {
        return shared.variable("AWS_EC2_METADATA_DISABLED")
                .filter(value -> value.equalsIgnoreCase("true"))
                .isPresent();
    }
}
