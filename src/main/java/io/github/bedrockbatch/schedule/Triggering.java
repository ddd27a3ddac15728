package io.github.bedrockbatch.schedule;

import java.time.InstantSource;
import java.util.Collection;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.spi.JobStore;

/** Where Quartz keeps the triggers of tasks, and what keeps them right there. */
interface Triggering {
    /** Returns the name of the schedule, which all have that share the triggers. */
    String scheduleName();

    /** Returns the name of this process's scheduler among those that share the triggers. */
    String instanceName();

    /** Makes Quartz's store. */
    JobStore jobStore();

    /** Sees to it that the tasks have triggers and that some run at once, and keeps the triggers right until it is closed. */
    AutoCloseable watch(Scheduler scheduler, Collection<Task> tasks, InstantSource clock) throws SchedulerException;
}
