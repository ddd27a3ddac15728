package io.github.bedrockbatch;

import io.github.bedrockbatch.aws.AwsAccounts;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.config.MetricsConfig.StatusSeries;
import io.github.bedrockbatch.eventlog.EventLog;
import io.github.bedrockbatch.eventlog.LoggerSink;
import io.github.bedrockbatch.eventlog.TransitionEvents;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.metrics.ExporterMetrics;
import io.github.bedrockbatch.metrics.JobMetrics;
import io.github.bedrockbatch.metrics.ResilientRegistry;
import io.github.bedrockbatch.metrics.RuntimeMetrics;
import io.github.bedrockbatch.report.CollectionLog;
import io.github.bedrockbatch.report.RunLog;
import io.github.bedrockbatch.report.TotalsLog;
import io.github.bedrockbatch.schedule.RunListener;
import io.github.bedrockbatch.schedule.Schedules;
import io.github.bedrockbatch.schedule.Task;
import io.github.bedrockbatch.source.SteadyClock;
import io.github.bedrockbatch.store.JdbcStore;
import io.github.bedrockbatch.view.JobsView;
import io.github.bedrockbatch.view.ViewFollower;
import io.github.bedrockbatch.view.ViewRules;
import io.github.bedrockbatch.web.WebServer;
import io.github.bedrockbatch.web.WebSettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The daemon: what lives as long as the process, wired by hand, top to bottom. */
public final class Exporter implements AutoCloseable {
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration FLUSH_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration HOUSEKEEPING_INTERVAL = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final JobStore store;
    private final LeaseHolder leases;
    private final ResilientRegistry registry;
    private final ExporterMetrics metrics;
    private final TotalsLog totalsLog = new TotalsLog();
    private final RunListener runs;
    private final ViewFollower view;
    private final EventLog eventLog;
    private final Generation generation;
    private final Schedules schedules;
    private final WebServer web;
    private @Nullable RuntimeMetrics runtimeMetrics;

    /**
     * Wires a daemon that does nothing yet.
     *
     * @param environment whose proxies and CA bundle are used
     * @throws IllegalArgumentException if the configuration names nothing to watch, or a queue without a region, and the
     *     environment no region
     * @throws io.github.bedrockbatch.aws.AwsConfigurationException if it names a profile, a CA bundle or a proxy that cannot be used
     */
    public Exporter(
            Configuration configuration, WebSettings settings, InstantSource clock, Map<String, String> environment) {
        this.clock = clock;
        JdbcStore jdbcStore = JdbcStore.of(configuration.store(), clock);
        this.store = jdbcStore;
        this.leases = leases(store);
        this.registry = new ResilientRegistry(clock, new CollectionLog()::collected);
        this.metrics =
                new ExporterMetrics(registry, Version.get(), Version.revision(), this::eventsPending, this::viewAge);
        if (leases.isShared()) {
            metrics.addReplica(EventLog.READER, () -> leases.holds(EventLog.READER), store::clockSkew);
        }
        RunLog runLog = new RunLog(clock);
        this.runs = new CountedRuns(metrics, runLog);
        ViewRules rules = new ViewRules(
                configuration.retention().terminalJobs(),
                configuration.retention().maxJobs());
        this.view = new ViewFollower(store, rules, clock, viewListener());
        this.eventLog = new EventLog(
                store, leases, new TransitionEvents(configuration.events().includeMessage()), new LoggerSink());
        AwsAccounts aws = AwsAccounts.of(configuration, environment, Version.get(), metrics, clock);
        this.generation = new Generation(configuration, aws, store, leases, metrics, runLog, runs, clock);
        this.schedules = schedules(configuration, jdbcStore);
        boolean sparse = configuration.metrics().statusSeries() == StatusSeries.SPARSE;
        registry.register(new JobMetrics(view::view, generation, rules, sparse, clock));
        DaemonRoutes routes = new DaemonRoutes(
                configuration,
                view,
                generation,
                rules,
                target -> runLog.trouble(target, generation.taskName(target)),
                clock);
        this.web = new WebServer(settings, routes.routes(registry));
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
        generation.addSeries();
        eventLog.restore();
        view.restore();
        metrics.configurationLoaded(clock.instant());
        leases.start();
        store.follow(eventLog::wake);
        eventLog.start();
        schedules.start();
        generation.start();
        runtimeMetrics = metrics.bindRuntime();
        registry.check();
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
        try (store;
                leases;
                generation;
                web) {
            generation.stop();
            schedules.stop(SHUTDOWN_TIMEOUT);
            view.close();
            eventLog.close(FLUSH_TIMEOUT);
        }
        if (runtimeMetrics != null) {
            runtimeMetrics.close();
        }
    }

    private static LeaseHolder leases(JobStore store) {
        InstantSource steady = new SteadyClock();
        return store.leases()
                .map(shared -> new LeaseHolder(shared, Replica.NAME, steady))
                .orElseGet(() -> LeaseHolder.ofSoleProcess(steady));
    }

    private long eventsPending() {
        return Math.max(0, view.view().map(JobsView::lastEntry).orElse(0L) - eventLog.position());
    }

    private Duration viewAge() {
        return view.age();
    }

    private ViewFollower.Listener viewListener() {
        return new ViewFollower.Listener() {
            @Override
            public void advanced(Changes changes) {
                runs.succeeded("view");
                totalsLog.read(changes);
                generation.dueTasks(changes.jobs()).forEach(schedules::runSoon);
            }

            @Override
            public void failed(RuntimeException cause) {
                runs.failed("view", cause);
            }
        };
    }

    /** Counts the store's failures beside logging all that fails. */
    private record CountedRuns(ExporterMetrics metrics, RunListener log) implements RunListener {
        @Override
        public void failed(String name, Throwable cause) {
            if (RunLog.isOfDatabase(cause)) {
                metrics.storeFailed();
            }
            log.failed(name, cause);
        }

        @Override
        public void succeeded(String name) {
            log.succeeded(name);
        }
    }

    private Schedules schedules(Configuration configuration, JdbcStore jdbcStore) {
        List<Task> cluster = new ArrayList<>(generation.tasks());
        Housekeeping housekeeping = new Housekeeping(store, configuration, clock);
        cluster.add(new Task("housekeeping", HOUSEKEEPING_INTERVAL, housekeeping::prune));
        List<Task> process = List.of(new Task("store", HOUSEKEEPING_INTERVAL, housekeeping::check));
        return leases.isShared()
                ? Schedules.shared(
                        process,
                        cluster,
                        clock,
                        runs,
                        () -> jdbcStore.dataSource().orElseThrow(),
                        Replica.NAME)
                : Schedules.ofProcess(process, cluster, clock, runs);
    }
}
