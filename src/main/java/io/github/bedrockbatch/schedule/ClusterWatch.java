package io.github.bedrockbatch.schedule;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every five seconds at the triggers that replicas share. It makes those anew that are gone, that Quartz has given up, or that lie
 * further ahead than their interval, as those do that a replica has set whose clock was ahead. Each minute it lists the tasks of this
 * replica, and removes the triggers of those that no replica has listed for ten minutes.
 */
final class ClusterWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final int LOOKS_OF_A_LISTING = 12;
    private static final Duration MAX_UNLISTED = Duration.ofMinutes(10);

    private final Scheduler scheduler;
    private final ClusterTables tables;
    private final Map<String, Task> tasks;
    private final InstantSource clock;
    private final Thread thread = Thread.ofVirtual().name("cluster-watch").unstarted(this::watch);
    private Set<String> unknown = Set.of();
    private int looks;

    ClusterWatch(Scheduler scheduler, ClusterTables tables, Collection<Task> tasks, InstantSource clock) {
        this.scheduler = scheduler;
        this.tables = tables;
        this.tasks = tasks.stream().collect(Collectors.toMap(Task::name, Function.identity()));
        this.clock = clock;
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void watch() {
        try {
            while (true) {
                lookQuietly();
                Thread.sleep(PAUSE);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** What goes wrong is tried again: while the database is away, all that use it tell. */
    private void lookQuietly() {
        try {
            look();
        } catch (SQLException | SchedulerException | RuntimeException e) {
            LOG.debug("The triggers that replicas share cannot be looked at now: {}", e.getMessage());
        }
    }

    void look() throws SQLException, SchedulerException {
        if (looks++ % LOOKS_OF_A_LISTING == 0) {
            tables.list(tasks.keySet());
            removeUnlisted();
        }
        List<ClusterTables.Row> rows = tables.triggers();
        addMissing(rows);
        for (ClusterTables.Row row : rows) {
            Task task = tasks.get(row.task());
            if (task != null) {
                mend(row, task);
            }
        }
        tellUnknown(rows);
    }

    private void removeUnlisted() throws SQLException, SchedulerException {
        for (String task : tables.unlisted(MAX_UNLISTED)) {
            scheduler.deleteJob(new JobKey(task));
            LOG.info("{}: is no longer scheduled, because no replica has it in its configuration", task);
        }
    }

    private void addMissing(List<ClusterTables.Row> rows) throws SchedulerException {
        Set<String> there = rows.stream()
                .filter(row -> row.key().equals(Triggers.regularKey(row.task())))
                .map(ClusterTables.Row::task)
                .collect(Collectors.toSet());
        List<Task> missing = tasks.values().stream()
                .filter(task -> !there.contains(task.name()))
                .toList();
        ClusterTriggering.addMissing(scheduler, missing, clock);
    }

    private void mend(ClusterTables.Row row, Task task) throws SchedulerException {
        if (row.isInError()) {
            scheduler.resetTriggerFromErrorState(row.key());
        }
        Instant now = clock.instant();
        if (Triggers.isFar(row.next(), task, now)) {
            Trigger far = scheduler.getTrigger(row.key());
            if (far != null && Triggers.isFar(far, task, now)) {
                scheduler.rescheduleJob(row.key(), Triggers.again(far, task, now));
                LOG.debug("{}: rescheduled, because it was due at {}", row.key(), row.next());
            }
        }
    }

    /** Tells once of tasks that only other replicas have, as during an update of the configuration. */
    private void tellUnknown(List<ClusterTables.Row> rows) {
        Set<String> now =
                new HashSet<>(rows.stream().map(ClusterTables.Row::task).collect(Collectors.toSet()));
        now.removeAll(tasks.keySet());
        Set<String> news = new TreeSet<>(now);
        news.removeAll(unknown);
        if (!news.isEmpty()) {
            LOG.info("{}: left to other replicas, because the configuration of this one does not have them", news);
        }
        unknown = now;
    }
}
