package io.github.bedrockbatch.schedule;

import java.time.InstantSource;
import java.util.Collection;
import java.util.UUID;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.simpl.RAMJobStore;
import org.quartz.spi.JobStore;

/** Triggers in memory, of this process alone. */
final class ProcessTriggering implements Triggering {
    private static final long MISFIRE_THRESHOLD_MILLIS = 1_000;

    private final String name = "bedrock-batch-" + UUID.randomUUID();

    @Override
    public String scheduleName() {
        return name;
    }

    @Override
    public String instanceName() {
        return name;
    }

    @Override
    public JobStore jobStore() {
        RAMJobStore store = new RAMJobStore();
        store.setMisfireThreshold(MISFIRE_THRESHOLD_MILLIS);
        return store;
    }

    @Override
    public AutoCloseable watch(Scheduler scheduler, Collection<Task> tasks, InstantSource clock)
            throws SchedulerException {
        for (Task task : tasks) {
            scheduler.scheduleJob(Triggers.job(task), Triggers.regular(task, clock.instant()));
        }
        for (Task task : tasks.stream().limit(Schedule.MAX_AT_START).toList()) {
            scheduler.triggerJob(Triggers.job(task).getKey());
        }
        ClockWatch watch = new ClockWatch(scheduler, tasks, clock);
        watch.start();
        return watch;
    }
}
