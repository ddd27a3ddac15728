package io.github.bedrockbatch.schedule;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.ObjectAlreadyExistsException;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the triggers that replicas share every five seconds. It replaces triggers that are gone, that Quartz has given up, or that lie
 * further ahead than their interval because a replica's clock was ahead. Each minute it lists the tasks of this replica, and removes the
 * triggers of tasks that no replica has listed for ten minutes.
 */
final class ClusterWatch implements TriggerWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);
    /** The name under which failures are reported. */
    private static final String NAME = "schedule";

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int LOOKS_OF_A_LISTING = 12;
    private static final Duration MAX_UNLISTED = Duration.ofMinutes(10);

    private final Scheduler scheduler;
    private final ClusterTables tables;
    private final InstantSource clock;
    private final Semaphore wake = new Semaphore(0);
    private final AtomicInteger changes = new AtomicInteger();
    private final Thread thread = Thread.ofVirtual().name("cluster-watch").unstarted(this::watch);
    private final RunListener listener;
    /** Tasks whose triggers are to have these intervals, since a poll said so. */
    private final Map<String, Duration> paced = new ConcurrentHashMap<>();

    private Set<String> unknown = Set.of();
    private Set<String> fresh = Set.of();
    private int changesSeen;
    private int looksInARow;
    private volatile Map<String, Task> tasks = Map.of();
    private volatile boolean closed;

    /**
     * Watches nothing yet.
     *
     * @param listener is told whether the triggers can be checked
     */
    ClusterWatch(Scheduler scheduler, ClusterTables tables, InstantSource clock, RunListener listener) {
        this.listener = listener;
        this.scheduler = scheduler;
        this.tables = tables;
        this.clock = clock;
    }

    /**
     * Requests a check of the triggers, without waiting for the database. The trigger of a removed task stays, because other replicas may
     * have the task. This replica only stops listing it.
     */
    @Override
    public void change(Map<String, Task> next, TaskDifference difference) {
        tasks = next;
        changes.incrementAndGet();
        wake.release();
    }

    /**
     * Requests a check of the trigger of a task. If this replica knew the interval before, the next regular check is enough, because another
     * replica may have set the trigger since. Does not wait for the database.
     */
    @Override
    public void pace(Map<String, Task> next, Task task) {
        Task before = tasks.get(task.name());
        tasks = next;
        paced.put(task.name(), task.interval());
        if (before == null || !before.interval().equals(task.interval())) {
            wake.release();
        }
    }

    @Override
    public void start() {
        wake.drainPermits();
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void watch() {
        try {
            while (!closed) {
                lookQuietly();
                boolean _ = wake.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                wake.drainPermits();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Tells what goes wrong, which is tried again: nothing else would say that no task can run. */
    private void lookQuietly() {
        try {
            look();
            listener.succeeded(NAME);
        } catch (Throwable e) {
            looksInARow = 0;
            if (!closed) {
                listener.failed(NAME, new ScheduleException(e));
            }
        }
    }

    private void look() throws SQLException, SchedulerException {
        Map<String, Duration> due = Map.copyOf(paced);
        int change = changes.get();
        boolean isChanged = change != changesSeen;
        if (isChanged) {
            looksInARow = 0;
        }
        if (looksInARow % LOOKS_OF_A_LISTING == 0) {
            tables.list(tasks.keySet());
        }
        List<ClusterTables.Row> rows = tables.triggers();
        addMissing(rows);
        if (isChanged) {
            runSome();
            fresh = Set.of();
        }
        for (ClusterTables.Row row : rows) {
            Task task = tasks.get(row.task());
            if (task != null) {
                mend(row, task, isChanged || due.containsKey(row.task()));
            }
        }
        tellUnknown(rows);
        if (looksInARow % LOOKS_OF_A_LISTING == 1) {
            // After the others have had the time to list theirs, whose database was away as well.
            removeUnlisted();
        }
        changesSeen = change;
        due.forEach(paced::remove);
        looksInARow++;
    }

    private void removeUnlisted() throws SQLException, SchedulerException {
        for (String task : tables.unlisted(MAX_UNLISTED)) {
            scheduler.deleteJob(new JobKey(task));
            tables.forget(task);
            LOG.info("{}: is no longer scheduled, because no replica has it in its configuration", task);
        }
    }

    /** Makes the regular triggers that are not there, all in one transaction. */
    private void addMissing(List<ClusterTables.Row> rows) throws SchedulerException {
        Set<String> there = rows.stream()
                .filter(ClusterTables.Row::isRegular)
                .map(ClusterTables.Row::task)
                .collect(Collectors.toSet());
        List<Task> missing = tasks.values().stream()
                .filter(task -> !there.contains(task.name()))
                .toList();
        Map<JobDetail, Set<? extends Trigger>> triggers = new HashMap<>();
        missing.forEach(task -> triggers.put(Triggers.job(task), Set.of(Triggers.regular(task, clock.instant()))));
        if (!triggers.isEmpty()) {
            scheduler.scheduleJobs(triggers, true);
            fresh = missing.stream().map(Task::name).collect(Collectors.toCollection(LinkedHashSet::new));
        }
    }

    /** Lets a few of the tasks that are new run at once. */
    private void runSome() throws SchedulerException {
        for (String task : fresh.stream().limit(Schedule.MAX_AT_START).toList()) {
            try {
                scheduler.scheduleJob(Triggers.once(task));
            } catch (ObjectAlreadyExistsException e) {
                LOG.debug("{}: another replica that starts at this moment was first", task);
            }
        }
    }

    /**
     * The replica whose configuration was loaded last decides on the interval, and the one that polled last which of the intervals in the
     * store is in force. Others keep it, although theirs may be another.
     */
    private void mend(ClusterTables.Row row, Task task, boolean isDecided) throws SchedulerException {
        if (row.isInError()) {
            scheduler.resetTriggerFromErrorState(row.key());
        }
        Instant now = clock.instant();
        boolean another = isDecided && row.interval() != null && !row.interval().equals(Triggers.interval(task));
        if (another) {
            scheduler.rescheduleJob(row.key(), Triggers.regular(task, now));
            return;
        }
        Task stored = row.interval() == null ? task : new Task(task.name(), row.interval(), task.run());
        Trigger far = Triggers.isFar(row.next(), stored, now) ? scheduler.getTrigger(row.key()) : null;
        if (far != null && Triggers.isFar(far, stored, now)) {
            scheduler.rescheduleJob(row.key(), Triggers.again(far, stored, now));
        }
    }

    /** Tells once of tasks that only other replicas have, as during an update of the configuration. */
    private void tellUnknown(List<ClusterTables.Row> rows) {
        Set<String> now = rows.stream()
                .map(ClusterTables.Row::task)
                .filter(task -> !tasks.containsKey(task))
                .collect(Collectors.toSet());
        List<String> news =
                now.stream().filter(task -> !unknown.contains(task)).sorted().toList();
        if (!news.isEmpty()) {
            LOG.info("{}: left to other replicas, because the configuration of this replica does not have them", news);
        }
        unknown = now;
    }
}
