package io.github.bedrockbatch.eventlog;

import io.github.bedrockbatch.journal.FollowerThread;
import io.github.bedrockbatch.journal.Journal;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.journal.LeaseHolder.Tenure;
import io.github.bedrockbatch.journal.LeaseLostException;
import io.github.bedrockbatch.journal.StoreException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes each entry of the journal as an event. Its cursor passes an entry only after the write has succeeded, so each entry is
 * written at least once, and in order. It writes on a thread of its own, so that a blocked output delays nothing else.
 */
public final class EventLog {
    /** The name of its cursor on the journal. */
    public static final String READER = "eventlog";

    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);
    private static final int BATCH = 100;

    private final Journal journal;
    private final LeaseHolder leases;
    private final EventSink sink;
    private final FollowerThread follower = new FollowerThread(READER, this::drain);
    private volatile TransitionEvents events;
    private @Nullable Tenure tenure;
    private volatile boolean abandoned;
    private volatile long position;
    private @Nullable String problem;

    /**
     * Writes nothing yet.
     *
     * @param leases of which the one of the event log lets one process write of those that share the journal
     */
    public EventLog(Journal journal, LeaseHolder leases, TransitionEvents events, EventSink sink) {
        this.journal = journal;
        this.leases = leases;
        this.events = events;
        this.sink = sink;
    }

    /**
     * Reads how far an earlier run has come.
     *
     * @throws StoreException if the journal cannot be read
     */
    public void restore() {
        position = journal.cursor(READER);
    }

    /** Begins to write, with what an earlier run left. */
    public void start() {
        follower.start();
    }

    /** Writes what comes next by other rules. */
    public void use(TransitionEvents next) {
        events = next;
    }

    /** Says that the journal may have grown. Never blocks. */
    public void wake() {
        follower.wake();
    }

    /** Returns the number of the last entry that is known to be written; 0 before {@link #restore()}. Asks nobody. */
    public long position() {
        return position;
    }

    /**
     * Writes what can be written within a time, then gives up: the rest is written after the next start. After it the
     * journal is not touched, save by a call that is under way.
     *
     * @return whether all was written
     */
    public boolean close(Duration within) {
        boolean ended = follower.close(within);
        abandoned = true;
        if (ended && tenure != null) {
            tenure.close();
        }
        return ended && isAllWritten();
    }

    private boolean isAllWritten() {
        try {
            return journal.read(journal.cursor(READER), 1).isEmpty();
        } catch (StoreException e) {
            return false;
        }
    }

    /** Writes what is pending if this process is the one to write, and returns whether that succeeded. */
    private boolean drain() {
        try {
            boolean wrote = true;
            while (wrote && !abandoned) {
                boolean writer = isWriter();
                position = journal.cursor(READER);
                wrote = writer && writeBatch();
                if (wrote) {
                    recovered();
                }
            }
            return true;
        } catch (LeaseLostException e) {
            tenure = null;
            return true;
        } catch (Throwable e) {
            failed(e);
            return false;
        }
    }

    /** Returns whether this process is the one to write; takes the lease if nobody holds it. */
    private boolean isWriter() {
        Tenure held = tenure;
        if (held != null) {
            held.require();
            return true;
        }
        tenure = leases.take(READER).orElse(null);
        return tenure != null;
    }

    /** Writes the entries after the position and moves the cursor behind the last that was written; false when none was. */
    private boolean writeBatch() throws IOException {
        long start = position;
        long written = start;
        try {
            for (JournalEntry entry : journal.read(start, BATCH)) {
                if (abandoned || !mayWrite()) {
                    break;
                }
                sink.write(events.format(entry));
                written = entry.number();
            }
        } finally {
            if (written > start && !abandoned) {
                journal.moveCursor(READER, written);
                position = written;
            }
        }
        return written > start;
    }

    /** Asks nobody, so that it can be asked before each line. A process that was frozen writes no more than the line it was at. */
    private boolean mayWrite() {
        Tenure held = tenure;
        return held != null && held.isFresh();
    }

    private void failed(Throwable cause) {
        String now = cause.toString();
        if (!now.equals(problem) && !abandoned) {
            LOG.warn("Event log cannot write: {}. Pending events are retried", now);
        }
        problem = now;
    }

    private void recovered() {
        if (problem != null && !abandoned) {
            LOG.info("Event log recovered");
        }
        problem = null;
    }
}
