package io.github.bedrockbatch;

import io.github.bedrockbatch.aws.AwsAccounts;
import io.github.bedrockbatch.aws.AwsSession;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.metrics.ExporterMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The series of targets, which are there, at 0, before there is something to count.
 *
 * @param manifests whether output manifests are read
 */
record TargetSeries(ExporterMetrics exporterMetrics, AwsAccounts aws, boolean manifests) {
    private static final String WEB_IDENTITY = "AssumeRoleWithWebIdentity";

    /** Adds those of the questions whose account the caller's credentials belong to. */
    void addOwn(List<String> identityRegions) {
        for (String region : identityRegions) {
            Target target = aws.caller().identityTarget(region);
            exporterMetrics.operation(target, AwsSession.CALLER_IDENTITY);
            if (aws.caller().hasWebIdentity()) {
                exporterMetrics.operation(target, WEB_IDENTITY);
            }
        }
    }

    /** Adds those of targets that are polled. */
    void add(Set<Target> targets) {
        targets.forEach(target -> exporterMetrics.target(target, operations(target)));
        if (manifests) {
            targets.forEach(exporterMetrics::manifestsOf);
        }
    }

    /** Returns the operations of AWS that are called for a target. */
    private List<String> operations(Target target) {
        List<String> operations = new ArrayList<>(List.of("GetModelInvocationJob", "ListModelInvocationJobs"));
        if (aws.hasRole(target.accountId())) {
            operations.add("AssumeRole");
        }
        if (aws.caller().hasWebIdentity()) {
            operations.add(WEB_IDENTITY);
        }
        if (manifests) {
            operations.add("GetObject");
        }
        return operations;
    }
}
