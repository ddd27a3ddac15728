package io.github.bedrockbatch.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks each second for triggers that lie further ahead than their interval, and makes them anew. Quartz goes by the system
 * clock: when a clock that was ahead is set right, its triggers would not fire before the clock comes to where it was.
 */
final class ClockWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final Scheduler scheduler;
    private final Collection<Task> tasks;
    private final InstantSource clock;
    private final Thread thread = Thread.ofVirtual().name("clock-watch").unstarted(this::watch);

    ClockWatch(Scheduler scheduler, Collection<Task> tasks, InstantSource clock) {
        this.scheduler = scheduler;
        this.tasks = List.copyOf(tasks);
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
                Thread.sleep(PAUSE);
                renewFarTriggers();
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void renewFarTriggers() {
        try {
            Instant now = clock.instant();
            for (Task task : tasks) {
                for (Trigger trigger : scheduler.getTriggersOfJob(new JobKey(task.name()))) {
                    if (Triggers.isFar(trigger, task, now)) {
                        scheduler.rescheduleJob(trigger.getKey(), Triggers.again(trigger, task, now));
                        LOG.info(
                                "{}: was due at {}, and is due within its interval now: the system clock was set back",
                                task.name(),
                                trigger.getNextFireTime().toInstant());
                    }
                }
            }
        } catch (SchedulerException | RuntimeException e) {
            LOG.warn("The schedule could not be checked against the system clock: {}", e.getMessage());
        }
    }
}
