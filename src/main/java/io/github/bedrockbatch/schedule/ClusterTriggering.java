package io.github.bedrockbatch.schedule;

import static org.quartz.JobBuilder.newJob;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.quartz.JobDetail;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.impl.jdbcjobstore.InvalidConfigurationException;
import org.quartz.spi.JobStore;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/**
 * Triggers in a PostgreSQL database, which the replicas share: each fires on one of them. Those of a replica that died fire on the others
 * after some ten seconds.
 *
 * @see <a href="https://www.quartz-scheduler.org/documentation/quartz-2.5.x/configuration.html">Clustering with JDBC-JobStore</a>
 */
final class ClusterTriggering implements Triggering {
    static final String SCHEDULE = "bedrock-batch-exporter";

    private static final Duration CHECK_IN = Duration.ofSeconds(2);
    private static final Duration MISFIRE_THRESHOLD = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final int MAX_MISFIRES_AT_A_TIME = 200;

    private final Supplier<DataSource> connections;
    private final String replica;
    private final Set<String> known;

    /**
     * Asks for no connection yet.
     *
     * @param replica names this process and no other
     * @param tasks those of this process: others' triggers are left to them
     */
    ClusterTriggering(Supplier<DataSource> connections, String replica, Collection<Task> tasks) {
        this.connections = connections;
        this.replica = replica;
        this.known = tasks.stream().map(Task::name).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String scheduleName() {
        return SCHEDULE;
    }

    @Override
    public String instanceName() {
        return replica;
    }

    @Override
    public JobStore jobStore() {
        String dataSource = "quartz-" + UUID.randomUUID();
        DBConnectionManager.getInstance().addConnectionProvider(dataSource, new Connections(connections.get()));
        KnownJobStore store = new KnownJobStore(known);
        store.setDataSource(dataSource);
        store.setTablePrefix(ClusterTables.PREFIX);
        store.setUseProperties("true");
        store.setIsClustered(true);
        store.setClusterCheckinInterval(CHECK_IN.toMillis());
        store.setMisfireThreshold(MISFIRE_THRESHOLD.toMillis());
        store.setMaxMisfiresToHandleAtATime(MAX_MISFIRES_AT_A_TIME);
        store.setDbRetryInterval(RETRY.toMillis());
        store.setMakeThreadsDaemons(true);
        try {
            store.setDriverDelegateClass(KnownTriggersDelegate.class.getName());
        } catch (InvalidConfigurationException e) {
            throw new IllegalStateException(e);
        }
        return store;
    }

    /** Makes the triggers that are not there, all in one transaction, and those anew whose interval is another. */
    @Override
    public void begin(Scheduler scheduler, Collection<Task> tasks, InstantSource clock) throws SchedulerException {
        try {
            ClusterTables tables = new ClusterTables(connections.get());
            Map<String, Duration> intervals = tables.intervals();
            List<Task> missing = tasks.stream()
                    .filter(task -> !intervals.containsKey(task.name()))
                    .toList();
            addMissing(scheduler, missing, clock);
            for (Task task : tasks) {
                Duration interval = intervals.get(task.name());
                if (interval != null && !interval.equals(Triggers.interval(task))) {
                    Trigger trigger = Triggers.regular(task, clock.instant());
                    scheduler.rescheduleJob(trigger.getKey(), trigger);
                }
            }
            for (Task task : missing.stream().limit(Schedule.MAX_AT_START).toList()) {
                runOnce(scheduler, task);
            }
        } catch (SQLException e) {
            throw new SchedulerException(e);
        }
    }

    private static void runOnce(Scheduler scheduler, Task task) throws SchedulerException {
        try {
            scheduler.scheduleJob(Triggers.once(task.name()));
        } catch (ObjectAlreadyExistsException e) {
            // Another replica that starts at this moment was first.
            return;
        }
    }

    /** Makes triggers, all in one transaction. */
    static void addMissing(Scheduler scheduler, Collection<Task> tasks, InstantSource clock) throws SchedulerException {
        Map<JobDetail, Set<? extends Trigger>> triggers = new HashMap<>();
        tasks.forEach(task -> triggers.put(job(task), Set.of(Triggers.regular(task, clock.instant()))));
        if (!triggers.isEmpty()) {
            scheduler.scheduleJobs(triggers, true);
        }
    }

    @Override
    public AutoCloseable watch(Scheduler scheduler, Collection<Task> tasks, InstantSource clock) {
        ClusterWatch watch = new ClusterWatch(scheduler, new ClusterTables(connections.get()), tasks, clock);
        watch.start();
        return watch;
    }

    private static JobDetail job(Task task) {
        return newJob(TaskJob.class).withIdentity(task.name()).storeDurably().build();
    }

    /** Quartz's way to a pool that somebody else opens and closes. */
    private record Connections(DataSource pool) implements ConnectionProvider {
        @Override
        public Connection getConnection() throws SQLException {
            return pool.getConnection();
        }

        @Override
        public void initialize() {}

        @Override
        public void shutdown() {}
    }
}
