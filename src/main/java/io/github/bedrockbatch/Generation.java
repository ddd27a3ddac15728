package io.github.bedrockbatch;

import io.github.bedrockbatch.aws.AwsAccounts;
import io.github.bedrockbatch.aws.AwsSession;
import io.github.bedrockbatch.aws.notification.QueueUrl;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.manifest.ManifestReader;
import io.github.bedrockbatch.metrics.ExporterMetrics;
import io.github.bedrockbatch.notification.Notifications;
import io.github.bedrockbatch.poll.CycleLimits;
import io.github.bedrockbatch.poll.CycleListener;
import io.github.bedrockbatch.poll.TargetPoll;
import io.github.bedrockbatch.poll.TargetPolls;
import io.github.bedrockbatch.report.ManifestLog;
import io.github.bedrockbatch.report.NotificationLog;
import io.github.bedrockbatch.report.RunLog;
import io.github.bedrockbatch.schedule.RunListener;
import io.github.bedrockbatch.schedule.Task;
import io.github.bedrockbatch.source.SteadyClock;
import io.github.bedrockbatch.view.Watching;
import io.github.bedrockbatch.watch.CallerIdentity;
import io.github.bedrockbatch.watch.WatchPlan;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One configuration at work: what is watched, by whose credentials, and what is done again and again for it. */
final class Generation implements Watching, AutoCloseable {
    private static final Duration MANIFESTS_INTERVAL = Duration.ofMinutes(1);
    private static final String WEB_IDENTITY = "AssumeRoleWithWebIdentity";
    private static final String MANIFESTS_OF = "manifests of ";

    private final Configuration configuration;
    private final AwsAccounts aws;
    private final JobStore store;
    private final LeaseHolder leases;
    private final InstantSource clock;
    private final InstantSource steady = new SteadyClock();
    private final ExporterMetrics metrics;
    private final List<CycleListener> cycleListeners;
    private final List<String> identityRegions;
    private final TargetPolls polls;
    private final ManifestReader manifests;
    private final Notifications notifications;

    /**
     * Wires a configuration that does nothing yet.
     *
     * @param aws closed with this, and if this cannot be made
     * @param runs told how looks at hinted jobs end
     * @throws IllegalArgumentException if the configuration names nothing to watch, or a queue without a region, and the
     *     environment no region
     */
    Generation(
            Configuration configuration,
            AwsAccounts aws,
            JobStore store,
            LeaseHolder leases,
            ExporterMetrics metrics,
            RunLog runLog,
            RunListener runs,
            InstantSource clock) {
        this.configuration = configuration;
        this.aws = aws;
        this.store = store;
        this.leases = leases;
        this.metrics = metrics;
        this.clock = clock;
        this.cycleListeners = List.of(metrics, runLog);
        this.manifests = new ManifestReader(
                aws::manifestSource, store, clock, steady, leases, List.of(metrics, new ManifestLog()));
        try {
            WatchPlan plan = WatchPlan.of(configuration, aws::regions, aws.caller()::defaultRegion);
            this.identityRegions = plan.identityRegions();
            CallerIdentity caller = new CallerIdentity(aws.caller()::callerAccountId, identityRegions, steady);
            this.polls = new TargetPolls(plan, caller, cycleListeners, this::newPoll);
            this.notifications = notifications(runs);
        } catch (RuntimeException e) {
            aws.close();
            throw e;
        }
    }

    /** Brings the series of all that is known to be watched into being, at 0. */
    void addSeries() {
        for (String region : identityRegions) {
            Target target = aws.caller().identityTarget(region);
            metrics.initOperation(target, AwsSession.CALLER_IDENTITY);
            if (aws.caller().hasWebIdentity()) {
                metrics.initOperation(target, WEB_IDENTITY);
            }
        }
        polls.configuredTargets().forEach(this::addSeries);
        unresolvedRegions().forEach(metrics::initUnresolved);
    }

    private void addSeries(Target target) {
        List<String> operations = new ArrayList<>(List.of("GetModelInvocationJob", "ListModelInvocationJobs"));
        if (aws.hasRole(target.accountId())) {
            operations.add("AssumeRole");
        }
        if (aws.caller().hasWebIdentity()) {
            operations.add(WEB_IDENTITY);
        }
        if (readsManifests()) {
            operations.add("GetObject");
            metrics.initManifests(target);
        }
        metrics.initTarget(target, operations);
    }

    /** Begins to receive notifications. */
    void start() {
        notifications.start();
    }

    /** Returns what is to be scheduled: a task of each target, and of each region whose account AWS has to tell. */
    List<Task> tasks() {
        List<Task> tasks = new ArrayList<>(tasks("", configuration.poll().interval(), polls::poll));
        if (readsManifests()) {
            tasks.addAll(tasks(
                    MANIFESTS_OF,
                    MANIFESTS_INTERVAL,
                    planned -> polls.resolved(planned).ifPresent(manifests::read)));
        }
        return tasks;
    }

    /** Returns the names of the tasks that are due because these rows were written: of targets that have manifests to read. */
    List<String> dueTasks(Collection<TrackedJob> rows) {
        return rows.stream()
                .filter(row ->
                        row.manifest() instanceof ManifestState.Awaited awaited && awaited.isDue(clock.instant()))
                .map(TrackedJob::target)
                .distinct()
                .map(target -> MANIFESTS_OF + taskName(target))
                .toList();
    }

    /** Returns the name of the task that polls a target. One of the caller's own account is polled in the task of its region. */
    String taskName(Target target) {
        return polls.configuredTargets().contains(target) ? target.name() : target.region();
    }

    @Override
    public Set<Target> targets() {
        return polls.knownTargets();
    }

    @Override
    public Set<String> unresolvedRegions() {
        return polls.unresolvedRegions();
    }

    @Override
    public boolean watchesAll(Target target) {
        return polls.watchesAll(target);
    }

    @Override
    public boolean isWatched(JobArn job) {
        return polls.isWatched(job);
    }

    /** Stops receiving notifications. */
    void stop() {
        notifications.close();
    }

    /** Closes the connections to AWS: to be called when no task runs any more. */
    @Override
    public void close() {
        aws.close();
    }

    private boolean readsManifests() {
        return configuration.manifests().enabled();
    }

    private List<Task> tasks(String prefix, Duration interval, Consumer<Target> work) {
        return polls.plannedTargets().stream()
                .map(planned -> new Task(prefix + taskName(planned), interval, () -> work.accept(planned)))
                .toList();
    }

    private TargetPoll newPoll(Target target, Supplier<Watches> watches) {
        addSeries(target);
        CycleLimits limits = new CycleLimits(configuration.poll().interval(), steady);
        return new TargetPoll(target, watches, aws.jobSource(target), store, clock, limits, leases, cycleListeners);
    }

    private Notifications notifications(RunListener runs) {
        List<QueueUrl> urls = configuration.notifications().sqsQueues().stream()
                .map(aws::queueUrl)
                .toList();
        metrics.initQueues(urls.stream().map(QueueUrl::home).toList());
        return new Notifications(
                urls.stream().map(aws::queue).toList(),
                polls,
                List.of(metrics.notifications(), new NotificationLog(runs, clock)),
                clock);
    }
}
