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

/** The exporter's own series about one generation: each is there at 0 before its first event can happen. Thread-safe. */
final class GenerationSeries {
    private static final String WEB_IDENTITY = "AssumeRoleWithWebIdentity";

    private final WatchPlan plan;
    private final TargetPolls polls;
    private final AwsAccounts aws;
    private final ExporterMetrics metrics;
    private final Set<Target> identityTargets;
    private final Set<Target> queueHomes;
    private final Set<Target> planned;

    /** Brings no series into being yet. */
    GenerationSeries(
            WatchPlan plan, TargetPolls polls, List<QueueUrl> queues, AwsAccounts aws, ExporterMetrics metrics) {
        this.plan = plan;
        this.polls = polls;
        this.aws = aws;
        this.metrics = metrics;
        this.identityTargets = plan.identityRegions().stream()
                .map(aws.caller()::identityTarget)
                .collect(Collectors.toUnmodifiableSet());
        this.queueHomes = queues.stream().map(QueueUrl::home).collect(Collectors.toUnmodifiableSet());
        this.planned = Set.copyOf(polls.plannedTargets());
    }

    /** Brings the series of all that is known to be watched into being, at 0. */
    void addAll() {
        for (Target target : identityTargets) {
            metrics.initOperation(target, AwsSession.CALLER_IDENTITY);
            if (aws.caller().hasWebIdentity()) {
                metrics.initOperation(target, WEB_IDENTITY);
            }
        }
        polls.configuredTargets().forEach(this::addTarget);
        polls.unresolvedRegions().forEach(metrics::initUnresolved);
        metrics.initQueues(queueHomes);
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
        if (plan.needsTags(target)) {
            operations.add("GetResources");
        }
        metrics.initTarget(target, operations);
    }

    /** Returns whether a series may be about a target. */
    boolean isAbout(Target target) {
        return planned.contains(target)
                || identityTargets.contains(target)
                || queueHomes.contains(target)
                || polls.isKnown(target);
    }

    /** Returns whether a queue in this account and region is received from. */
    boolean isOfQueue(Target home) {
        return queueHomes.contains(home);
    }

    /** Returns all targets that the series may be about by now. */
    Set<Target> targets() {
        Set<Target> all = new HashSet<>(polls.knownTargets());
        all.addAll(planned);
        all.addAll(identityTargets);
        all.addAll(queueHomes);
        return all;
    }

    /** Returns the accounts and regions of the queues. */
    Set<Target> queueHomes() {
        return queueHomes;
    }
}
