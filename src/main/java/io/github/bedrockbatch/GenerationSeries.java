package io.github.bedrockbatch;

import io.github.bedrockbatch.aws.AwsAccounts;
import io.github.bedrockbatch.aws.AwsSession;
import io.github.bedrockbatch.aws.notification.QueueUrl;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.metrics.ExporterMetrics;
import io.github.bedrockbatch.poll.TargetPolls;
import io.github.bedrockbatch.watch.WatchPlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The exporter's own series about one generation: each is there at 0 before its first event can happen. */
record GenerationSeries(
        WatchPlan plan, TargetPolls polls, List<QueueUrl> queues, AwsAccounts aws, ExporterMetrics metrics) {
    private static final String WEB_IDENTITY = "AssumeRoleWithWebIdentity";

    /** Brings the series of all that is known to be watched into being, at 0. */
    void addAll() {
        for (Target target : identityTargets()) {
            metrics.initOperation(target, AwsSession.CALLER_IDENTITY);
            if (aws.caller().hasWebIdentity()) {
                metrics.initOperation(target, WEB_IDENTITY);
            }
        }
        polls.configuredTargets().forEach(this::addTarget);
        polls.unresolvedRegions().forEach(metrics::initUnresolved);
        metrics.initQueues(queueHomes());
    }

    /** Brings the series of one target into being, at 0. */
    void addTarget(Target target) {
        List<String> operations = new ArrayList<>(List.of("GetModelInvocationJob", "ListModelInvocationJobs"));
        if (aws.hasRole(target.accountId())) {
            operations.add("AssumeRole");
        }
        if (aws.caller().hasWebIdentity()) {
            operations.add(WEB_IDENTITY);
        }
        if (plan.manifests()) {
            operations.add("GetObject");
            metrics.initManifests(target);
        }
        metrics.initTarget(target, operations);
    }

    /** Returns all targets that the series may be about. */
    Set<Target> targets() {
        Set<Target> all = new HashSet<>(polls.knownTargets());
        all.addAll(polls.plannedTargets());
        all.addAll(identityTargets());
        all.addAll(queueHomes());
        return all;
    }

    /** Returns the accounts and regions of the queues. */
    Set<Target> queueHomes() {
        return queues.stream().map(QueueUrl::home).collect(Collectors.toSet());
    }

    private List<Target> identityTargets() {
        return plan.identityRegions().stream().map(aws.caller()::identityTarget).toList();
    }
}
