package io.github.bedrockbatch.schedule;

import java.time.InstantSource;
import java.util.function.Predicate;
import org.quartz.Scheduler;
import org.quartz.spi.JobStore;

/** Where Quartz keeps the triggers of tasks, and what keeps them right there. */
interface Triggering {
    /** Returns the name of the schedule, which all have that share the triggers. */
    String scheduleName();

    /** Returns the name of this process's scheduler among those that share the triggers. */
    String instanceName();

    /**
     * Makes Quartz's store.
     *
     * @param isKnown whether this process has a task of a name now: others' triggers are left to them
     */
    JobStore jobStore(Predicate<String> isKnown);

    /** Makes what sees to the triggers. It has no tasks yet. */
    TriggerWatch watch(Scheduler scheduler, InstantSource clock);
}
