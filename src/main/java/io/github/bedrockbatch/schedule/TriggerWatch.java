package io.github.bedrockbatch.schedule;

import java.util.Map;
import org.quartz.SchedulerException;

/** Sees to it that tasks have the triggers that they need, until it is closed. */
interface TriggerWatch extends AutoCloseable {
    /**
     * Takes over tasks. The triggers of those that are neither new, gone nor rescheduled stay as they are. A few of the new ones run at once.
     *
     * @param tasks all that there are from now on, by name, those first that are to run at once if not all can
     * @param difference from the tasks that were taken over before
     */
    void change(Map<String, Task> tasks, TaskDifference difference) throws SchedulerException;

    /**
     * Sees to it that a task has a trigger of its interval.
     *
     * @param next all tasks that there are from now on, by name
     * @param task one of them, which may have another interval than before
     */
    void pace(Map<String, Task> next, Task task) throws SchedulerException;

    /** Begins to look at the triggers. */
    void start();

    @Override
    void close();
}
