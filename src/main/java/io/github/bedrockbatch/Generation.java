package io.github.bedrockbatch;

import io.github.bedrockbatch.aws.AwsAccounts;
import io.github.bedrockbatch.aws.notification.QueueUrl;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.manifest.ManifestPoll;
import io.github.bedrockbatch.manifest.ManifestResult;
import io.github.bedrockbatch.manifest.Manifests;
import io.github.bedrockbatch.metrics.ExporterMetrics;
import io.github.bedrockbatch.notification.Notifications;
import io.github.bedrockbatch.poll.CycleLimits;
import io.github.bedrockbatch.poll.CycleListener;
import io.github.bedrockbatch.poll.CycleResult;
import io.github.bedrockbatch.poll.TargetPoll;
import io.github.bedrockbatch.poll.TargetPolls;
import io.github.bedrockbatch.report.ManifestLog;
import io.github.bedrockbatch.report.NotificationLog;
import io.github.bedrockbatch.report.PollLog;
import io.github.bedrockbatch.report.StoreFailures;
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
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One configuration at work: what is watched, by whose credentials, and what is done again and again for it. */
final class Generation implements Watching, AutoCloseable {
    private static final Duration MANIFESTS_INTERVAL = Duration.ofMinutes(1);
    private static final String MANIFESTS_OF = "manifests of ";

    private final Configuration configuration;
    private final JobStore store;
    private final InstantSource clock;
    private final InstantSource steady = new SteadyClock();
    private final ExporterMetrics metrics;
    private final PollLog pollLog;
    private final ManifestLog manifestLog = new ManifestLog();
    private final AwsAccounts aws;
    private final TargetSeries series;
    private final List<String> identityRegions;
    private final TargetPolls polls;
    private final Manifests manifests = new Manifests(this::manifestPoll);
    private final Notifications notifications;

    /**
     * Wires a configuration that does nothing yet.
     *
     * @param environment whose proxies and CA bundle are used
     * @throws IllegalArgumentException if the configuration names nothing to watch, or a queue without a region, and the
     *     environment no region
     * @throws io.github.bedrockbatch.aws.AwsConfigurationException if it names a profile, a CA bundle or a proxy that cannot be used
     */
    Generation(
            Configuration configuration,
            JobStore store,
            ExporterMetrics metrics,
            PollLog pollLog,
            StoreFailures failures,
            InstantSource clock,
            Map<String, String> environment) {
        this.configuration = configuration;
        this.store = store;
        this.metrics = metrics;
        this.pollLog = pollLog;
        this.clock = clock;
        this.aws = AwsAccounts.of(configuration, environment, Version.get(), metrics, clock);
        this.series = new TargetSeries(metrics, aws, readsManifests());
        WatchPlan plan = WatchPlan.of(configuration, aws::regions, aws.caller()::defaultRegion);
        this.identityRegions = plan.identityRegions();
        CallerIdentity caller = new CallerIdentity(aws.caller()::callerAccountId, identityRegions, steady);
        Duration horizon = configuration.retention().terminalJobs();
        this.polls = new TargetPolls(plan, horizon, readsManifests(), caller, cycleListener(), this::poll);
        this.notifications = notifications(failures);
    }

    /** Brings the series of all that is known to be watched into being, at 0. */
    void addSeries() {
        series.addOwn(identityRegions);
        series.add(polls.targets());
        unresolvedRegions().forEach(metrics::initUnresolved);
    }

    /** Begins to receive notifications. */
    void start() {
        notifications.start();
    }

    /** Returns what is to be scheduled: a task of each target, and of each region whose account AWS has to tell. */
    List<Task> tasks() {
        List<Task> tasks = new ArrayList<>();
        tasks.addAll(tasks("", configuration.poll().interval(), polls::poll, polls::pollOwnRegion));
        if (readsManifests()) {
            Consumer<String> ofRegion = region -> polls.ownTarget(region).ifPresent(manifests::read);
            tasks.addAll(tasks(MANIFESTS_OF, MANIFESTS_INTERVAL, manifests::read, ofRegion));
        }
        return tasks;
    }

    /** Returns the names of the tasks that are due because these rows were written: of targets that have manifests to read. */
    List<String> dueTasks(Collection<TrackedJob> rows) {
        Set<Target> known = polls.targets();
        return rows.stream()
                .filter(row ->
                        row.manifest() instanceof ManifestState.Awaited awaited && awaited.isDue(clock.instant()))
                .map(TrackedJob::target)
                .distinct()
                .map(target -> MANIFESTS_OF + taskName(known, target))
                .toList();
    }

    /** A target of the caller's own account is polled in the task of its region. */
    private static String taskName(Set<Target> configured, Target target) {
        return configured.contains(target) ? target.name() : target.region();
    }

    @Override
    public Set<Target> targets() {
        return polls.known();
    }

    @Override
    public Set<String> unresolvedRegions() {
        return polls.unresolvedRegions();
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

    private List<Task> tasks(String prefix, Duration interval, Consumer<Target> ofTarget, Consumer<String> ofRegion) {
        Stream<Task> ofTargets = polls.targets().stream()
                .map(target -> new Task(prefix + target.name(), interval, () -> ofTarget.accept(target)));
        Stream<Task> ofRegions = polls.ownRegions().stream()
                .map(region -> new Task(prefix + region, interval, () -> ofRegion.accept(region)));
        return Stream.concat(ofTargets, ofRegions).toList();
    }

    private TargetPoll poll(Target target, Watches watches) {
        series.add(Set.of(target));
        CycleLimits limits = new CycleLimits(configuration.poll().interval(), steady);
        return new TargetPoll(target, watches, aws.jobSource(target), store, clock, limits, cycleListener());
    }

    private CycleListener cycleListener() {
        return new CycleListener() {
            @Override
            public void ended(CycleResult result) {
                metrics.ended(result);
                pollLog.ended(result);
            }

            @Override
            public void notBegun(Target target, String reason) {
                metrics.notBegun(target, reason);
                pollLog.notBegun(target, reason);
            }

            @Override
            public void canBegin(Target target) {
                pollLog.canBegin(target);
            }
        };
    }

    private ManifestPoll manifestPoll(Target target) {
        return new ManifestPoll(target, aws.manifestSource(target), store, clock, this::manifestAttempted);
    }

    private void manifestAttempted(JobSnapshot job, ManifestResult result, boolean gaveUp) {
        metrics.attempted(job, result, gaveUp);
        manifestLog.attempted(job, result, gaveUp);
    }

    private Notifications notifications(StoreFailures failures) {
        List<QueueUrl> urls = configuration.notifications().sqsQueues().stream()
                .map(aws::queueUrl)
                .toList();
        metrics.initQueues(urls.stream().map(QueueUrl::home).toList());
        NotificationLog log = new NotificationLog(metrics, failures, clock);
        return new Notifications(urls.stream().map(aws::queue).toList(), polls, log, clock);
    }
}
