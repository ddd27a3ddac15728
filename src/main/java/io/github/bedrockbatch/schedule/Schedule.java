package io.github.bedrockbatch.schedule;

import static org.quartz.JobBuilder.newJob;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.DirectSchedulerFactory;
import org.quartz.impl.SchedulerRepository;
import org.quartz.simpl.RAMJobStore;

/**
 * Runs tasks on Quartz, each in its own phase of its interval, so that the first runs are spread as all others are. A few tasks
 * run at the start as well, because whoever watches little waits for it. One that was missed runs once. When the system clock
 * is set back, the tasks go on within a second.
 */
public final class Schedule implements AutoCloseable {
    /** So many of the tasks run at the start. */
    static final int MAX_AT_START = 10;

    private static final long MISFIRE_THRESHOLD_MILLIS = 1_000;
    private static final Duration POLL_OF_SHUTDOWN = Duration.ofMillis(20);

    private final Map<String, Task> tasks;
    private final InstantSource clock;
    private final RunListener listener;
    private volatile @Nullable Scheduler scheduler;
    private @Nullable ClockWatch watch;
    private boolean over;

    /**
     * Makes a schedule that has not begun, and no Quartz yet.
     *
     * @param tasks those first that are to run at the start, if not all can
     * @throws IllegalArgumentException if two tasks share a name
     */
    public Schedule(List<Task> tasks, InstantSource clock, RunListener listener) {
        this.tasks = new LinkedHashMap<>();
        for (Task task : tasks) {
            if (this.tasks.put(task.name(), task) != null) {
                throw new IllegalArgumentException(task.name() + ": is the name of two tasks, must be of one");
            }
        }
        this.clock = clock;
        this.listener = listener;
    }

    /** Begins, unless it was stopped before. */
    public synchronized void start() {
        if (over) {
            return;
        }
        try {
            Scheduler made = scheduler();
            scheduler = made;
            for (Task task : tasks.values()) {
                made.scheduleJob(job(task), Triggers.regular(task, clock.instant()));
            }
            for (Task task : tasks.values().stream().limit(MAX_AT_START).toList()) {
                made.triggerJob(job(task).getKey());
            }
            made.start();
            watch = new ClockWatch(made, tasks.values(), clock);
            watch.start();
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz did not take the schedule: " + e.getMessage(), e);
        }
    }

    /**
     * Lets a task run once more, as soon as it does not run. Never waits.
     *
     * @return whether it will; not if it is to already, or the schedule has not begun or is over
     */
    public boolean runSoon(String name) {
        Scheduler running = scheduler;
        try {
            if (running == null || running.isInStandbyMode() || running.checkExists(Triggers.onceKey(name))) {
                return false;
            }
            running.scheduleJob(Triggers.once(name));
            return true;
        } catch (SchedulerException overOrAskedForTwice) {
            return false;
        }
    }

    /** Begins no run any more, and gives the running ones that long to end before they are interrupted. */
    public synchronized void stop(Duration patience) {
        over = true;
        if (scheduler == null) {
            return;
        }
        try {
            scheduler.standby();
            long deadline = System.nanoTime() + patience.toNanos();
            while (!scheduler.getCurrentlyExecutingJobs().isEmpty() && System.nanoTime() < deadline) {
                Thread.sleep(POLL_OF_SHUTDOWN);
            }
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz did not stop: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    @Override
    public synchronized void close() {
        over = true;
        if (watch != null) {
            watch.close();
        }
        try {
            if (scheduler != null) {
                scheduler.shutdown(false);
                scheduler = null;
            }
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz did not shut down: " + e.getMessage(), e);
        }
    }

    private JobDetail job(Task task) {
        return newJob(TaskJob.class).withIdentity(task.name()).storeDurably().build();
    }

    private Scheduler scheduler() throws SchedulerException {
        String name = "bedrock-batch-" + UUID.randomUUID();
        RAMJobStore jobs = new RAMJobStore();
        jobs.setMisfireThreshold(MISFIRE_THRESHOLD_MILLIS);
        // One that is always free, so that tasks that hang hold up no other.
        VirtualThreadPool threads = new VirtualThreadPool(tasks.size() + 1);
        DirectSchedulerFactory.getInstance().createScheduler(name, name, threads, jobs);
        Scheduler made =
                Objects.requireNonNull(SchedulerRepository.getInstance().lookup(name));
        made.setJobFactory((bundle, ignored) -> new TaskJob(task(bundle.getJobDetail()), listener));
        return made;
    }

    private Task task(JobDetail detail) {
        return Objects.requireNonNull(tasks.get(detail.getKey().getName()));
    }

    /** Quartz's view of a task: no two runs at once, and no failure that ends the schedule. */
    @DisallowConcurrentExecution
    private record TaskJob(Task task, RunListener listener) implements Job {
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
}
