package io.github.bedrockbatch.schedule;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.quartz.Scheduler;
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
    private final RunListener listener;

    /**
     * Asks for no connection yet.
     *
     * @param replica names this process and no other
     * @param listener is told whether the triggers can be looked at
     */
    ClusterTriggering(Supplier<DataSource> connections, String replica, RunListener listener) {
        this.listener = listener;
        this.connections = connections;
        this.replica = replica;
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
    public JobStore jobStore(Predicate<String> isKnown) {
        String dataSource = "quartz-" + UUID.randomUUID();
        DBConnectionManager.getInstance().addConnectionProvider(dataSource, new Connections(connections.get()));
        KnownJobStore store = new KnownJobStore(isKnown);
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

    /** Waits for no database: what another replica that starts at this moment is in the way of is tried again. */
    @Override
    public TriggerWatch watch(Scheduler scheduler, InstantSource clock) {
        return new ClusterWatch(scheduler, new ClusterTables(connections.get()), clock, listener);
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
