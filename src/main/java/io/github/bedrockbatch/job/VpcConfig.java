package io.github.bedrockbatch.job;

import java.util.List;

/** The network in which a job reads and writes its data. */
public record VpcConfig(List<String> subnetIds, List<String> securityGroupIds) {
    public VpcConfig {
        subnetIds = List.copyOf(subnetIds);
        securityGroupIds = List.copyOf(securityGroupIds);
    }
}
