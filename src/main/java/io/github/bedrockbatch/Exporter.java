package io.github.bedrockbatch;

import io.github.bedrockbatch.aws.AwsAccounts;
import io.github.bedrockbatch.aws.notification.QueueUrl;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.config.MetricsConfig.StatusSeries;
import io.github.bedrockbatch.config.RetentionConfig;
import io.github.bedrockbatch.eventlog.EventLog;
import io.github.bedrockbatch.eventlog.LoggerSink;
import io.github.bedrockbatch.eventlog.TransitionEvents;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.manifest.ManifestPoll;
import io.github.bedrockbatch.manifest.ManifestResult;
import io.github.bedrockbatch.manifest.Manifests;
import io.github.bedrockbatch.metrics.ExporterMetrics;
import io.github.bedrockbatch.metrics.JobMetrics;
import io.github.bedrockbatch.metrics.MetricsSettings;
import io.github.bedrockbatch.metrics.ResilientRegistry;
import io.github.bedrockbatch.metrics.RuntimeMetrics;
import io.github.bedrockbatch.notification.Notifications;
import io.github.bedrockbatch.poll.CycleLimits;
import io.github.bedrockbatch.poll.CycleListener;
import io.github.bedrockbatch.poll.CycleResult;
import io.github.bedrockbatch.poll.TargetPoll;
import io.github.bedrockbatch.poll.TargetPolls;
import io.github.bedrockbatch.report.CollectionLog;
import io.github.bedrockbatch.report.ManifestLog;
import io.github.bedrockbatch.report.NotificationLog;
import io.github.bedrockbatch.report.PollLog;
import io.github.bedrockbatch.report.StoreFailures;
import io.github.bedrockbatch.report.TotalsLog;
import io.github.bedrockbatch.schedule.Schedule;
import io.github.bedrockbatch.schedule.Task;
import io.github.bedrockbatch.source.SteadyClock;
import io.github.bedrockbatch.watch.CallerIdentity;
import io.github.bedrockbatch.watch.WatchPlan;
import io.github.bedrockbatch.watch.Watches;
import io.github.bedrockbatch.web.WebServer;
import io.github.bedrockbatch.web.WebSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The daemon: wired by hand from one configuration, top to bottom. */
public final class Exporter implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration FLUSH = Duration.ofSeconds(1);
    private static final Duration HOUSEKEEPING_INTERVAL = Duration.ofMinutes(1);
    private static final Duration MANIFESTS_INTERVAL = Duration.ofMinutes(1);
    private static final String MANIFESTS_OF = "manifests of ";

    private final Configuration configuration;
    private final InstantSource clock;
    private final InstantSource steady = new SteadyClock();
    private final JobStore store;
    private final EventLog eventLog;
    private final ResilientRegistry registry;
    private final JobMetrics jobMetrics;
    private final ExporterMetrics exporterMetrics;
    private final AwsAccounts aws;
    private final WebServer web;
    private final Schedule schedule;
    private final TargetPolls lanes;
    private final Notifications notifications;
    private final PollLog pollLog = new PollLog();
    private final StoreFailures failures;
    private final ManifestLog manifestLog = new ManifestLog();
    private final TotalsLog totalsLog = new TotalsLog();
    private final Manifests manifests;
    private final TargetSeries series;
    private final List<String> identityRegions;
    private @Nullable RuntimeMetrics runtimeMetrics;

    /**
     * Wires a daemon that does nothing yet.
     *
     * @throws IllegalArgumentException if the configuration names nothing to watch, or a queue without a region, and the
     *     environment no region
     * @throws io.github.bedrockbatch.aws.AwsConfigurationException if it names a profile, a CA bundle or a proxy that cannot be used
     */
    public Exporter(Configuration configuration, WebSettings settings, InstantSource clock) {
        this(configuration, settings, clock, System.getenv());
    }

    /**
     * Wires a daemon that does nothing yet.
     *
     * @param environment whose proxies and CA bundle are used
     */
    public Exporter(
            Configuration configuration, WebSettings settings, InstantSource clock, Map<String, String> environment) {
        this.registry = new ResilientRegistry(clock, new CollectionLog());
        this.configuration = configuration;
        this.clock = clock;
        this.store = Stores.of(configuration.store());
        this.eventLog =
                new EventLog(store, new TransitionEvents(configuration.events().includeMessage()), new LoggerSink());
        this.jobMetrics = new JobMetrics(store, clock, settings(configuration));
        this.exporterMetrics = new ExporterMetrics(
                registry,
                Version.get(),
                Version.revision(),
                () -> Math.max(0, jobMetrics.lastEntry() - eventLog.position()));
        this.failures = new StoreFailures(exporterMetrics, pollLog);
        this.aws = AwsAccounts.of(configuration, environment, Version.get(), exporterMetrics, clock);
        aws.caller().check();
        WatchPlan plan = WatchPlan.of(configuration, aws::regions, aws.caller()::defaultRegion);
        this.identityRegions = plan.identityRegions();
        CallerIdentity caller = new CallerIdentity(aws.caller()::callerAccountId, identityRegions, steady);
        this.manifests = new Manifests(this::manifestPoll);
        this.series = new TargetSeries(
                jobMetrics, exporterMetrics, aws, configuration.manifests().enabled());
        this.lanes = new TargetPolls(plan, configuration.retention().terminalJobs(), caller, this::poll);
        this.schedule = new Schedule(tasks(), clock, failures);
        this.notifications = notifications();
        jobMetrics.show(plan::isWatched);
        jobMetrics.unresolved(lanes::unresolvedRegions);
        registry.register(jobMetrics);
        this.web = new WebServer(settings, new DaemonRoutes(configuration, store, jobMetrics).routes(registry));
    }

    /**
     * Opens the store and listens; what is asked for is answered with 503 until {@link #start()} is done.
     *
     * @throws StoreException if the store cannot be opened
     * @throws io.github.bedrockbatch.web.WebException if the address cannot be listened on
     */
    public void listen() {
        store.open();
        web.start();
    }

    /** Restores the state, then writes events and polls. At the end it finds out whether all metrics can be collected. */
    public void start() {
        series.addOwn(identityRegions);
        series.add(lanes.targets());
        jobMetrics.restore();
        totalsLog.read(jobMetrics.totals());
        exporterMetrics.configurationLoaded(clock.instant());
        eventLog.start();
        schedule.start();
        notifications.start();
        runtimeMetrics = exporterMetrics.bindRuntime();
        registry.scrape();
    }

    /** The port of {@code /metrics}. */
    public int port() {
        return web.port();
    }

    /** Ends within five seconds: no new cycle, the running ones finished or abandoned, events flushed, the store closed. */
    @Override
    public void close() {
        try (store;
                aws;
                web) {
            notifications.close();
            schedule.stop(PATIENCE);
            eventLog.close(FLUSH);
        }
        if (runtimeMetrics != null) {
            runtimeMetrics.close();
        }
    }

    private TargetPoll poll(Target target, Watches watches) {
        series.add(Set.of(target));
        CycleLimits limits = new CycleLimits(configuration.poll().interval(), steady);
        return new TargetPoll(
                target,
                watches.withManifests(configuration.manifests().enabled()),
                aws.jobSource(target),
                store,
                clock,
                limits,
                cycleListener());
    }

    private ManifestPoll manifestPoll(Target target) {
        return new ManifestPoll(target, aws.manifestSource(target), store, clock, this::manifestAttempted);
    }

    private CycleListener cycleListener() {
        return new CycleListener() {
            @Override
            public void ended(CycleResult result) {
                exporterMetrics.ended(result);
                pollLog.ended(result);
            }

            @Override
            public void recorded(Target target) {
                Exporter.this.recorded(target);
            }
        };
    }

    /** Jobs of a target may have changed in the store. */
    private void recorded(Target target) {
        eventLog.wake();
        refresh();
        if (configuration.manifests().enabled()) {
            schedule.runSoon(MANIFESTS_OF + (lanes.targets().contains(target) ? target.name() : target.region()));
        }
    }

    private void refresh() {
        jobMetrics.refresh();
        totalsLog.read(jobMetrics.totals());
    }

    private void manifestAttempted(JobSnapshot job, ManifestResult result, boolean gaveUp) {
        exporterMetrics.attempted(job, result, gaveUp);
        manifestLog.attempted(job, result, gaveUp);
        eventLog.wake();
        refresh();
    }

    private Notifications notifications() {
        List<QueueUrl> urls = configuration.notifications().sqsQueues().stream()
                .map(aws::queueUrl)
                .toList();
        exporterMetrics.queues(urls.stream().map(QueueUrl::home).toList());
        NotificationLog report = new NotificationLog(exporterMetrics, failures, this::recorded, clock);
        return new Notifications(urls.stream().map(aws::queue).toList(), lanes, report, clock);
    }

    private List<Task> tasks() {
        List<Task> tasks = new ArrayList<>(tasks("", configuration.poll().interval(), lanes::poll, lanes::pollCallers));
        if (configuration.manifests().enabled()) {
            Consumer<String> ofRegion = region -> lanes.callersTarget(region).ifPresent(manifests::read);
            tasks.addAll(tasks(MANIFESTS_OF, MANIFESTS_INTERVAL, manifests::read, ofRegion));
        }
        Housekeeping housekeeping = new Housekeeping(store, configuration, clock);
        tasks.add(new Task("housekeeping", HOUSEKEEPING_INTERVAL, housekeeping));
        return tasks;
    }

    /** Makes a task of each target, and of each region whose account AWS has to tell. */
    private List<Task> tasks(String prefix, Duration interval, Consumer<Target> ofTarget, Consumer<String> ofRegion) {
        Stream<Task> ofTargets = lanes.targets().stream()
                .map(target -> new Task(prefix + target.name(), interval, () -> ofTarget.accept(target)));
        Stream<Task> ofRegions = lanes.callersRegions().stream()
                .map(region -> new Task(prefix + region, interval, () -> ofRegion.accept(region)));
        return Stream.concat(ofTargets, ofRegions).toList();
    }

    private static MetricsSettings settings(Configuration configuration) {
        RetentionConfig retention = configuration.retention();
        boolean sparse = configuration.metrics().statusSeries() == StatusSeries.SPARSE;
        return new MetricsSettings(retention.terminalJobs(), retention.maxJobs(), sparse);
    }
}
