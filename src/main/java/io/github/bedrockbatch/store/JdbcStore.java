package io.github.bedrockbatch.store;

import io.github.bedrockbatch.config.StoreConfig;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.EntryFilter;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JobStore.RecordResult;
import io.github.bedrockbatch.journal.JobStore.Retention;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.KnownJobs;
import io.github.bedrockbatch.journal.Leases;
import io.github.bedrockbatch.journal.Recording;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.net.UrlSecrets;
import io.github.bedrockbatch.store.Database.Work;
import io.github.bedrockbatch.store.Dialect.Failure;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/** A store in a database. What is in a file or in PostgreSQL survives the process, also when it is killed or the power fails. */
public final class JdbcStore implements JobStore {
    private static final Logger LOG = LoggerFactory.getLogger(JdbcStore.class);
    private static final Duration MAX_CLOSE_WAIT = Duration.ofSeconds(1);

    private final Dialect dialect;
    private final Connections connections;
    private final List<Runnable> wakeUps = new CopyOnWriteArrayList<>();
    private volatile boolean lastWriteFailed;

    JdbcStore(Dialect dialect) {
        this(dialect, MAX_CLOSE_WAIT);
    }

    JdbcStore(Dialect dialect, Duration maxCloseWait) {
        this(dialect, new OneConnection(dialect, maxCloseWait));
    }

    JdbcStore(PostgresDialect dialect) {
        this(dialect, InstantSource.system());
    }

    JdbcStore(PostgresDialect dialect, InstantSource clock) {
        this(dialect, new ConnectionPool(dialect, clock));
    }

    private JdbcStore(Dialect dialect, Connections connections) {
        this.dialect = dialect;
        this.connections = connections;
    }

    /** Returns a store in a SQLite file, which {@link #open()} makes if it is not there, and takes for this process alone. */
    public static JdbcStore sqlite(Path path) {
        return new JdbcStore(new SqliteDialect(path));
    }

    /** Returns a store in memory. After a restart of the process counters start from 0. */
    public static JdbcStore memory() {
        return new JdbcStore(new MemoryDialect());
    }

    /**
     * Returns a store in a schema of a PostgreSQL database, which {@link #open()} makes if it is not there. Other processes may use it
     * too.
     *
     * @param clock of this machine, which is compared with the database's
     */
    public static JdbcStore postgresql(PostgresSettings settings, InstantSource clock) {
        return new JdbcStore(new PostgresDialect(settings), clock);
    }

    /**
     * Returns the store of a configuration.
     *
     * @param clock of this machine, which is compared with the database's where that is another
     */
    public static JdbcStore of(StoreConfig config, InstantSource clock) {
        return switch (config.type()) {
            case SQLITE -> sqlite(config.path());
            case MEMORY -> memory();
            case POSTGRESQL -> postgresql(PostgresSettings.of(config), clock);
        };
    }

    /** Loads SQLite's native library on a thread of its own, beside other work: {@link #open()} would wait for it. */
    public static void preloadSqlite() {
        Thread.ofPlatform().daemon().name("sqlite").start(SqliteDialect::load);
    }

    @Override
    public void open() {
        connections.open(this::wakeFollowers);
        lastWriteFailed = false;
    }

    /** Returns whether the database is there and can be read; after a write that failed, whether it can be written again. */
    @Override
    public boolean check() {
        try {
            if (!connections.isThere()) {
                return false;
            }
            if (lastWriteFailed) {
                write(d -> d.update("UPDATE head SET version = version WHERE id = 1"));
            }
            return read(d -> d.query("SELECT version FROM head WHERE id = 1", row -> row.getLong(1)))
                            .size()
                    == 1;
        } catch (StoreException e) {
            return false;
        }
    }

    @Override
    public TargetState load(Target target) {
        return read(d -> JdbcReading.load(d, target));
    }

    @Override
    public KnownJobs known(Target target, Collection<JobArn> arns) {
        return read(d -> JdbcReading.known(d, target, arns));
    }

    @Override
    public RecordResult record(Recording cycle) {
        JdbcRecording recording = write(d -> record(d, cycle));
        if (recording.movedHead()) {
            wakeFollowers();
        }
        return recording.result();
    }

    private JdbcRecording record(Database database, Recording cycle) throws SQLException {
        JdbcRecording recording = JdbcRecording.record(database, cycle);
        if (recording.movedHead()) {
            dialect.announce(database);
        }
        return recording;
    }

    private void wakeFollowers() {
        wakeUps.forEach(JdbcStore::run);
    }

    /** Runs one of them whatever it throws: what it tells of is committed. */
    private static void run(Runnable wakeUp) {
        try {
            wakeUp.run();
        } catch (RuntimeException e) {
            LOG.error("A follower of the store failed: it must not throw. What was recorded is kept", e);
        }
    }

    @Override
    public void follow(Runnable wakeUp) {
        wakeUps.add(wakeUp);
    }

    @Override
    public Optional<Leases> leases() {
        return connections.areShared() ? Optional.of(new SharedLeases(this::withoutHead)) : Optional.empty();
    }

    private <T> T withoutHead(Work<T> work) {
        return transaction("BEGIN", Failure.WRITE, work);
    }

    @Override
    public Optional<Duration> clockSkew() {
        return connections.clockSkew();
    }

    @Override
    public OptionalLong size() {
        return dialect.size();
    }

    /** Returns the connections for those who bring statements of their own; empty where the store has but one. */
    public Optional<DataSource> dataSource() {
        return connections.dataSource();
    }

    @Override
    public Changes changesSince(long number) {
        return read(d -> JdbcReading.changesSince(d, number));
    }

    @Override
    public int prune(Retention retention, int limit) {
        return write(d -> JdbcPruning.prune(d, retention, limit) + dialect.forgetLeases(d, limit));
    }

    @Override
    public List<JournalEntry> read(long after, int limit) {
        return read(d -> JdbcJournal.read(d, after, limit));
    }

    @Override
    public List<JournalEntry> latest(EntryFilter filter, long before, int limit) {
        return read(d -> new LatestEntries(d, filter, dialect.asksForStatusAsRange()).before(before, limit));
    }

    @Override
    public long cursor(String reader) {
        return read(d -> JdbcJournal.cursor(d, reader));
    }

    @Override
    public void moveCursor(String reader, long number) {
        int moved = write(d -> JdbcJournal.moveCursor(d, reader, number));
        assert moved == 1;
    }

    /** Closes the database. A call that is under way is waited for a second at most, and then closed by a thread of its own. */
    @Override
    public void close() {
        try {
            connections.close();
        } catch (SQLException e) {
            throw failed(Failure.CLOSE, e);
        }
    }

    private <T> T read(Work<T> work) {
        return transaction(dialect.beginRead(), Failure.READ, work);
    }

    private <T> T write(Work<T> work) {
        try {
            T result = transaction(dialect.beginWrite(), Failure.WRITE, work);
            lastWriteFailed = false;
            return result;
        } catch (RuntimeException e) {
            lastWriteFailed = true;
            throw e;
        }
    }

    private <T> T transaction(String begin, Failure failure, Work<T> work) {
        try {
            return connections.transaction(begin, work);
        } catch (SQLException e) {
            throw failed(failure, e);
        } catch (JacksonException
                | IllegalArgumentException
                | IllegalStateException
                | DateTimeException
                | ArithmeticException
                | ClassCastException e) {
            throw failed(Failure.ROW, e);
        }
    }

    private StoreException failed(Failure failure, Exception e) {
        return new StoreException(
                dialect.refusal(failure) + " (" + UrlSecrets.inText(String.valueOf(e.getMessage())) + ")", e);
    }
}
