package io.github.bedrockbatch.schedule;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.quartz.JobPersistenceException;
import org.quartz.impl.jdbcjobstore.DriverDelegate;
import org.quartz.impl.jdbcjobstore.JobStoreTX;
import org.quartz.impl.jdbcjobstore.NoSuchDelegateException;
import org.quartz.impl.jdbcjobstore.SchedulerStateRecord;

/** Quartz's clustered store, of which this process takes the triggers that it knows. Others are left to those who know them. */
@SuppressWarnings("unchecked") // Of Quartz's class, which overrides a generic method without its type.
final class KnownJobStore extends JobStoreTX {
    private static final Duration MAX_SHUTDOWN = Duration.ofSeconds(1);

    private final Predicate<String> isKnown;

    /** @param isKnown whether this process has a task of a name, asked each time */
    KnownJobStore(Predicate<String> isKnown) {
        this.isKnown = isKnown;
    }

    /**
     * Hands over what this process had taken, as if it were found dead, so that others need not wait until they find out. Waits no longer
     * than a moment for that, and for threads that wait for a database that is away.
     */
    @Override
    public void shutdown() {
        Thread end = Thread.ofPlatform().daemon().name("quartz-end").start(() -> {
            try {
                handOver();
            } finally {
                super.shutdown();
            }
        });
        try {
            boolean _ = end.join(MAX_SHUTDOWN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handOver() {
        SchedulerStateRecord own = new SchedulerStateRecord();
        own.setSchedulerInstanceId(getInstanceId());
        try {
            executeInLock(LOCK_TRIGGER_ACCESS, connection -> {
                clusterRecover(connection, List.of(own));
                return null;
            });
        } catch (JobPersistenceException | RuntimeException e) {
            // Others find out after some ten seconds.
            return;
        }
    }

    @Override
    protected DriverDelegate getDelegate() throws NoSuchDelegateException {
        DriverDelegate delegate = super.getDelegate();
        ((KnownTriggersDelegate) delegate).takeOnly(isKnown);
        return delegate;
    }
}
