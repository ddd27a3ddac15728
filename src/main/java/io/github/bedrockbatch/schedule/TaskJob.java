package io.github.bedrockbatch.schedule;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Quartz's view of a task: no two runs at once, and no failure that ends the schedule. */
@DisallowConcurrentExecution
final class TaskJob implements Job {
    private final Task task;
    private final RunListener listener;

    TaskJob(Task task, RunListener listener) {
        this.task = task;
        this.listener = listener;
    }

    @Override
    @SuppressWarnings("ThrowableNotThrown")
    public void execute(JobExecutionContext context) {
        try {
            task.run().run();
            listener.succeeded(task.name());
        } catch (Throwable cause) {
            listener.failed(task.name(), cause);
        }
    }
}
