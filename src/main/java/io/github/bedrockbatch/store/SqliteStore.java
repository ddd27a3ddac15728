package io.github.bedrockbatch.store;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.CycleRecord;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.KnownJobs;
import io.github.bedrockbatch.journal.RecordResult;
import io.github.bedrockbatch.journal.Retention;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.store.Database.Work;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.JDBC;
import tools.jackson.core.JacksonException;

/**
 * A store in one SQLite file, which survives the process, also when it is killed or the power fails. The file belongs to
 * one process at a time; its threads take turns.
 *
 * @see <a href="https://www.sqlite.org/wal.html">Write-ahead logging</a>
 */
public final class SqliteStore implements JobStore {
    private final Path path;
    private final Connector connector;
    private final Migrations migrations;
    private final List<Runnable> followers = new CopyOnWriteArrayList<>();
    private final ReentrantLock turn = new ReentrantLock();
    private @Nullable Database session;
    private boolean lastWriteFailed;

    /** A store in that file, which {@link #open()} makes if it is not there. */
    public SqliteStore(Path path) {
        this(path, JDBC::createConnection, Migrations.OURS);
    }

    SqliteStore(Path path, Connector connector, Migrations migrations) {
        this.path = path;
        this.connector = connector;
        this.migrations = migrations;
    }

    /** Loads SQLite's native library on a thread of its own, beside other work: {@link #open()} would wait for it. */
    public static void preload() {
        Thread.ofPlatform().daemon().name("sqlite").start(SqliteFile::load);
    }

    @Override
    public void open() {
        turn.lock();
        try {
            if (session == null) {
                session = new SqliteFile(path, connector, migrations).open();
                lastWriteFailed = false;
            }
        } finally {
            turn.unlock();
        }
    }

    /** Whether the file is there and can be read; after a write that failed, whether it can be written again. */
    @Override
    public boolean check() {
        turn.lock();
        try {
            if (session == null || !Files.exists(path)) {
                return false;
            }
            if (lastWriteFailed) {
                write(s -> s.update("UPDATE head SET version = version"));
            }
            return read(s -> s.query("SELECT version FROM head", row -> row.getLong(1)))
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
        return read(s -> SqliteReading.load(s, target));
    }

    @Override
    public KnownJobs known(Target target, Collection<JobArn> arns) {
        return read(s -> SqliteReading.known(s, target, arns));
    }

    @Override
    public RecordResult record(CycleRecord cycle) {
        RecordResult result = write(s -> SqliteRecording.record(s, cycle));
        followers.forEach(Runnable::run);
        return result;
    }

    @Override
    public void follow(Runnable follower) {
        followers.add(follower);
    }

    @Override
    public Changes changesSince(long number) {
        return read(s -> SqliteReading.changesSince(s, number));
    }

    @Override
    public int prune(Retention retention, int limit) {
        return write(s -> SqlitePruning.prune(s, retention, limit));
    }

    @Override
    public List<JournalEntry> read(long after, int limit) {
        return read(s -> SqliteJournal.read(s, after, limit));
    }

    @Override
    public long cursor(String reader) {
        return read(s -> SqliteJournal.cursor(s, reader));
    }

    @Override
    public void moveCursor(String reader, long number) {
        int moved = write(s -> SqliteJournal.moveCursor(s, reader, number));
        assert moved == 1;
    }

    @Override
    public void close() {
        turn.lock();
        try {
            if (session != null) {
                session.close();
            }
        } catch (SQLException e) {
            throw new StoreException(
                    path + ": could not be closed cleanly: what was recorded is kept (" + e.getMessage() + ")", e);
        } finally {
            session = null;
            turn.unlock();
        }
    }

    private <T> T read(Work<T> work) {
        turn.lock();
        try {
            return opened().transaction(work);
        } catch (SQLException e) {
            throw new StoreException(
                    path + ": could not be read: see whether its disk is well (" + e.getMessage() + ")", e);
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw unreadable(e);
        } finally {
            turn.unlock();
        }
    }

    private <T> T write(Work<T> work) {
        turn.lock();
        try {
            lastWriteFailed = true;
            T result = opened().transaction(work);
            lastWriteFailed = false;
            return result;
        } catch (SQLException e) {
            throw new StoreException(
                    path + ": could not be written: see whether its disk is well and has room (" + e.getMessage() + ")",
                    e);
        } catch (JacksonException | IllegalArgumentException | DateTimeException e) {
            throw unreadable(e);
        } finally {
            turn.unlock();
        }
    }

    private StoreException unreadable(RuntimeException e) {
        return new StoreException(
                path + ": holds a row that cannot be read: move it away; at the next start a new "
                        + "one is made, and counts begin anew (" + e.getMessage() + ")",
                e);
    }

    private Database opened() {
        if (session == null) {
            throw new StoreException(path + ": must be open: it was closed or never opened");
        }
        return session;
    }
}
