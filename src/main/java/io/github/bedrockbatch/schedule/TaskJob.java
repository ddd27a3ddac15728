package io.github.bedrockbatch.schedule;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/**
 * Quartz's view of a task: no two runs at once, and no failure that ends the schedule. A database that replicas share holds the name of this
 * class, so it is never renamed.
 */
@DisallowConcurrentExecution
record TaskJob(Task task, RunListener listener) implements Job {
    @Override
    @SuppressWarnings("ThrowableNotThrown")
    public void execute(JobExecutionContext context) {
        Thread.currentThread().setName(task.name());
        try {
            task.run().run();
            listener.succeeded(task.name());
        } catch (Throwable cause) {
            listener.failed(task.name(), cause);
        }
    }
}
