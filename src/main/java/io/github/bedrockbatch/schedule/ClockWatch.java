package io.github.bedrockbatch.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.quartz.CalendarIntervalTrigger;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the triggers in memory, and replaces those that lie further ahead than their interval, each second. Quartz follows the system
 * clock. When a clock that was ahead is corrected, its triggers would not fire until the clock had reached the earlier time again.
 */
final class ClockWatch implements TriggerWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Scheduler scheduler;
    private final InstantSource clock;
    private final Thread thread = Thread.ofVirtual().name("clock-watch").unstarted(this::watch);
    private volatile Collection<Task> tasks = List.of();

    ClockWatch(Scheduler scheduler, InstantSource clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    @Override
    public void change(Map<String, Task> next, TaskDifference difference) throws SchedulerException {
        tasks = next.values();
        // Not one by one with deleteJob, which fails if a trigger that fires once ends meanwhile.
        scheduler.deleteJobs(difference.removed().stream().map(JobKey::new).toList());
        for (Task task : difference.added()) {
            scheduler.scheduleJob(Triggers.job(task), Triggers.regular(task, clock.instant()));
        }
        for (Task task : difference.rescheduled()) {
            scheduler.rescheduleJob(Triggers.regularKey(task.name()), Triggers.regular(task, clock.instant()));
        }
        for (Task task :
                difference.added().stream().limit(Schedule.MAX_AT_START).toList()) {
            scheduler.triggerJob(new JobKey(task.name()));
        }
    }

    @Override
    public void pace(Map<String, Task> next, Task task) throws SchedulerException {
        tasks = next.values();
        TriggerKey key = Triggers.regularKey(task.name());
        if (scheduler.getTrigger(key) instanceof CalendarIntervalTrigger trigger
                && trigger.getRepeatInterval() != Triggers.interval(task).toSeconds()) {
            scheduler.rescheduleJob(key, Triggers.regular(task, clock.instant()));
        }
    }

    @Override
    public void start() {
        thread.start();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(PAUSE);
                renewFarTriggers();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void renewFarTriggers() {
        Instant now = clock.instant();
        long renewed = tasks.stream().filter(task -> renew(task, now)).count();
        if (renewed > 0) {
            LOG.info("{} tasks rescheduled, because the system clock was set back", renewed);
        }
    }

    /** Returns whether a trigger of this task was made anew. What goes wrong with one task holds up no other. */
    private boolean renew(Task task, Instant now) {
        boolean renewed = false;
        try {
            for (Trigger trigger : scheduler.getTriggersOfJob(new JobKey(task.name()))) {
                if (Triggers.isFar(trigger, task, now)) {
                    scheduler.rescheduleJob(trigger.getKey(), Triggers.again(trigger, task, now));
                    renewed = true;
                }
            }
        } catch (SchedulerException | RuntimeException e) {
            if (!Thread.currentThread().isInterrupted()) {
                LOG.warn("{}: could not be rescheduled: {}", task.name(), e.getMessage());
            }
        }
        return renewed;
    }
}
