package io.github.bedrockbatch;

import io.github.bedrockbatch.Generation.Surroundings;
import io.github.bedrockbatch.aws.AwsAccounts;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.config.StoreConfig;
import io.github.bedrockbatch.config.UnusableConfigurationException;
import io.github.bedrockbatch.eventlog.EventLog;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.EntryFilter;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.metrics.ExporterMetrics;
import io.github.bedrockbatch.metrics.ResilientRegistry;
import io.github.bedrockbatch.metrics.RuntimeMetrics;
import io.github.bedrockbatch.metrics.ShownSeries;
import io.github.bedrockbatch.metrics.TargetErrors;
import io.github.bedrockbatch.notification.Notifications;
import io.github.bedrockbatch.reload.ConfigReloader;
import io.github.bedrockbatch.report.CollectionLog;
import io.github.bedrockbatch.report.ManifestLog;
import io.github.bedrockbatch.report.NotificationLog;
import io.github.bedrockbatch.report.RunLog;
import io.github.bedrockbatch.report.RunLog.Trouble;
import io.github.bedrockbatch.report.TotalsLog;
import io.github.bedrockbatch.schedule.RunListener;
import io.github.bedrockbatch.schedule.Schedules;
import io.github.bedrockbatch.schedule.Task;
import io.github.bedrockbatch.store.JdbcStore;
import io.github.bedrockbatch.watch.PlanDifference;
import io.github.bedrockbatch.web.WebServer;
import io.github.bedrockbatch.web.WebSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon: what lives as long as the process, wired by hand, top to bottom. */
public final class Exporter implements AutoCloseable {
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(2);
    private static final Logger LOG = LoggerFactory.getLogger(Exporter.class);
    private static final Duration STORE_CHECK_INTERVAL = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final Optional<ConfigReloader> reloader;
    private final JobStore store;
    private final LeaseHolder leases;
    private final ResilientRegistry registry;
    private final ExporterMetrics metrics;
    private final TotalsLog totalsLog = new TotalsLog();
    private final RunLog runLog;
    private final RunListener runs;
    private final Generations generations = new Generations();
    private final Followers followers;
    private final Notifications notifications;
    private final Schedules schedules;
    private final WebServer web;
    private final Object reloading = new Object();
    private boolean started;
    private @Nullable RuntimeMetrics runtimeMetrics;

    /** Wires a daemon that does nothing yet, and takes no request to reload. */
    public Exporter(
            Configuration configuration, WebSettings settings, InstantSource clock, Map<String, String> environment) {
        this(configuration, settings, clock, environment, Optional.empty());
    }

    /**
     * Wires a daemon that does nothing yet.
     *
     * @param environment whose proxies and CA bundle are used
     * @param reloader takes requests to reload over HTTP, and watches the file
     * @throws UnusableConfigurationException if the configuration names nothing to watch, or a queue without a region, and the
     *     environment no region
     * @throws io.github.bedrockbatch.aws.AwsConfigurationException if it names a profile, a CA bundle or a proxy that cannot be used
     */
    public Exporter(
            Configuration configuration,
            WebSettings settings,
            InstantSource clock,
            Map<String, String> environment,
            Optional<ConfigReloader> reloader) {
        this.clock = clock;
        this.reloader = reloader;
        JdbcStore jdbcStore = JdbcStore.of(configuration.store(), clock);
        this.store = jdbcStore;
        this.leases = Replica.leases(store);
        this.registry = new ResilientRegistry(clock, new CollectionLog()::collected);
        this.metrics = new ExporterMetrics(
                registry,
                Version.get(),
                Version.revision(),
                this::eventsPending,
                this::viewAge,
                new ShownSeries(generations::isTargetShown, generations::isQueueShown));
        if (configuration.store().type() == StoreConfig.Type.SQLITE) {
            metrics.addStoreFile(store::size);
        }
        if (leases.isShared()) {
            metrics.addReplica(EventLog.READER, () -> leases.holds(EventLog.READER), store::clockSkew);
        }
        this.runLog = new RunLog(clock);
        TargetErrors targetErrors = new TargetErrors(clock);
        this.runs = new CountedRuns(metrics, runLog);
        generations.begin(new Generation(
                configuration,
                AwsAccounts.of(configuration, environment, Version.get(), metrics, clock),
                new Surroundings(store, leases, metrics, runLog, new ManifestLog(), targetErrors, this::pace, clock)));
        this.followers = new Followers(store, leases, generations, runs, this::changed, clock);
        this.notifications = new Notifications(
                generations, List.of(metrics.notifications(), new NotificationLog(runs, clock)), clock);
        this.schedules = schedules(jdbcStore);
        followers.register(registry, targetErrors);
        JournalReads reads = new JournalReads(store::latest, runs, settings.maxRequests());
        DaemonFleet fleet = new DaemonFleet(
                generations::configuration,
                followers.view(),
                generations,
                reads,
                this::trouble,
                this::eventsPending,
                clock);
        this.web = new WebServer(settings, new DaemonRoutes(fleet).routes(registry, reloader));
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

    /**
     * Has a past recorded in the store, once it {@linkplain #listen() listens} and before it {@linkplain #start() starts}. What happened in it is
     * counted and shown like all else, but the event log begins where it ends.
     */
    public void recordPast(Consumer<JobStore> past) {
        past.accept(store);
        store.latest(EntryFilter.ALL, Long.MAX_VALUE, 1)
                .forEach(last -> store.moveCursor(EventLog.READER, last.number()));
    }

    /** Restores the state, then writes events and polls. At the end it finds out whether all metrics can be collected. */
    public void start() {
        generations.current().series().addAll();
        followers.restore();
        metrics.configurationLoaded(clock.instant());
        // Before it begins: where their jobs left them, the targets go on.
        generations.current().tellIntervals(followers::intervals);
        schedules.change(processTasks(), generations.tasks(followers::intervals));
        leases.start();
        followers.writeEvents();
        schedules.start();
        receive();
        runtimeMetrics = metrics.bindRuntime();
        registry.check();
    }

    /**
     * Puts another configuration to work in place of the one in force. Targets about which nothing changed keep all that they have: their next
     * poll, back-off, rate, credentials and connections. What is under way goes on to its end under the configuration before. The store stays,
     * whatever the next configuration says of it.
     *
     * @throws UnusableConfigurationException if the configuration names nothing to watch, or a queue without a region, and the
     *     environment no region. Then the one before stays in force
     * @throws io.github.bedrockbatch.aws.AwsConfigurationException if it names a profile, a CA bundle or a proxy that cannot be used. Then the
     *     one before stays in force
     */
    public void reload(Configuration next) {
        synchronized (reloading) {
            Generation before = generations.current();
            replace(before, before.next(next.withStore(before.configuration().store())));
            metrics.configurationLoaded(clock.instant());
        }
    }

    /** Records that a configuration could not be read, so that the one in force stays. */
    public void reloadFailed() {
        metrics.configurationRejected();
    }

    private void replace(Generation before, Generation next) {
        PlanDifference difference = PlanDifference.between(before.plans(), next.plans());
        next.series().addAll();
        generations.begin(next);
        try {
            followers.show(next.configuration());
            next.tellIntervals(followers::intervals);
            schedules.change(processTasks(), generations.tasks(followers::intervals));
            if (started) {
                notifications.receive(next.queues());
            }
            before.forgetTroublesOfWhatIsGone(next);
        } finally {
            // Not before nobody receives from its queues.
            generations.retire(before);
        }
        LOG.info("Watched {}", difference.describe());
    }

    private void receive() {
        synchronized (reloading) {
            started = true;
            notifications.receive(generations.current().queues());
        }
    }

    /** Returns the port of {@code /metrics}. */
    public int port() {
        return web.port();
    }

    /** Returns the scheme of its URLs, http or https. */
    public String scheme() {
        return web.scheme();
    }

    /** Ends within seven seconds: no new cycle, the running ones finished or abandoned, events flushed, the store closed. */
    @Override
    public void close() {
        reloader.ifPresent(ConfigReloader::close);
        try (store;
                leases;
                generations;
                web) {
            notifications.close();
            schedules.stop(SHUTDOWN_TIMEOUT);
            followers.close();
        }
        if (runtimeMetrics != null) {
            runtimeMetrics.close();
        }
    }

    private long eventsPending() {
        return followers.eventsPending();
    }

    private Duration viewAge() {
        return followers.view().age();
    }

    private void changed(Changes changes) {
        totalsLog.read(changes);
        generations.current().tasks().due(changes.jobs(), clock.instant()).forEach(schedules::runSoon);
    }

    /** Has a task run in another interval, unless the poll that says so is of a configuration that was replaced meanwhile. */
    private void pace(Generation generation, String task, Duration interval) {
        if (generations.current() == generation) {
            schedules.pace(task, interval);
        }
    }

    private Optional<Trouble> trouble(Target target) {
        return runLog.trouble(target, generations.current().tasks().nameOf(target));
    }

    private List<Task> processTasks() {
        List<Task> tasks = new ArrayList<>(reloader.map(ConfigReloader::tasks).orElse(List.of()));
        tasks.add(new Task("store", STORE_CHECK_INTERVAL, () -> Housekeeping.check(store)));
        return tasks;
    }

    private Schedules schedules(JdbcStore jdbcStore) {
        return leases.isShared()
                ? Schedules.shared(
                        processTasks(),
                        generations.tasks(followers::intervals),
                        clock,
                        runs,
                        () -> jdbcStore.dataSource().orElseThrow(),
                        Replica.NAME)
                : Schedules.ofProcess(processTasks(), generations.tasks(followers::intervals), clock, runs);
    }
}
