package io.github.bedrockbatch.store;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.EntryFilter;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JobStore.RecordResult;
import io.github.bedrockbatch.journal.JobStore.Retention;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.KnownJobs;
import io.github.bedrockbatch.journal.Recording;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.store.Database.Work;
import io.github.bedrockbatch.store.Dialect.Failure;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A store in a database, which survives the process, also when it is killed or the power fails. Threads take turns on one
 * connection.
 */
public final class JdbcStore implements JobStore {
    private final Dialect dialect;
    private final WakeUps followers = new WakeUps();
    private final ReentrantLock turn = new ReentrantLock();
    private @Nullable Database database;
    private boolean lastWriteFailed;

    JdbcStore(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Returns a store in a SQLite file, which {@link #open()} makes if it is not there, and takes for this process alone. */
    public static JdbcStore sqlite(Path path) {
        return new JdbcStore(new SqliteDialect(path));
    }

    /** Loads SQLite's native library on a thread of its own, beside other work: {@link #open()} would wait for it. */
    public static void preloadSqlite() {
        Thread.ofPlatform().daemon().name("sqlite").start(SqliteDialect::load);
    }

    @Override
    public void open() {
        turn.lock();
        try {
            if (database == null) {
                database = dialect.open();
                lastWriteFailed = false;
            }
        } finally {
            turn.unlock();
        }
    }

    /** Whether the database is there and can be read; after a write that failed, whether it can be written again. */
    @Override
    public boolean check() {
        turn.lock();
        try {
            if (database == null || !dialect.isThere()) {
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
        } finally {
            turn.unlock();
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
        JdbcRecording recording = write(d -> JdbcRecording.record(d, cycle));
        if (recording.movedHead()) {
            followers.run();
        }
        return recording.result();
    }

    @Override
    public void follow(Runnable follower) {
        followers.add(follower);
    }

    @Override
    public Changes changesSince(long number) {
        return read(d -> JdbcReading.changesSince(d, number));
    }

    @Override
    public int prune(Retention retention, int limit) {
        return write(d -> JdbcPruning.prune(d, retention, limit));
    }

    @Override
    public List<JournalEntry> read(long after, int limit) {
        return read(d -> JdbcJournal.read(d, after, limit));
    }

    @Override
    public List<JournalEntry> latest(EntryFilter filter, long before, int limit) {
        return read(d -> JdbcJournal.latest(d, filter, before, limit));
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

    @Override
    public void close() {
        turn.lock();
        try {
            if (database != null) {
                database.close();
            }
        } catch (SQLException e) {
            throw failed(Failure.CLOSE, e);
        } finally {
            database = null;
            turn.unlock();
        }
    }

    private <T> T read(Work<T> work) {
        return transaction(dialect.beginRead(), Failure.READ, work);
    }

    private <T> T write(Work<T> work) {
        turn.lock();
        try {
            lastWriteFailed = true;
            T result = transaction(dialect.beginWrite(), Failure.WRITE, work);
            lastWriteFailed = false;
            return result;
        } finally {
            turn.unlock();
        }
    }

    private <T> T transaction(String begin, Failure failure, Work<T> work) {
        turn.lock();
        try {
            return opened().transaction(begin, work);
        } catch (SQLException e) {
            throw failed(failure, e);
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw failed(Failure.ROW, e);
        } finally {
            turn.unlock();
        }
    }

    private StoreException failed(Failure failure, Exception e) {
        return new StoreException(dialect.refusal(failure) + " (" + e.getMessage() + ")", e);
    }

    private Database opened() {
        if (database == null) {
            throw new StoreException(dialect.name() + ": must be open: it was closed or never opened");
        }
        return database;
    }
}
