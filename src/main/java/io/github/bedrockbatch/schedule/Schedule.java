package io.github.bedrockbatch.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.quartz.CalendarIntervalTrigger;
import org.quartz.Job;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerKey;
import org.quartz.impl.matchers.GroupMatcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks on Quartz, each in its own phase of its interval, so that the first runs are spread like all others. Up to
 * {@link #MAX_AT_START} tasks also run at the start, so that a small configuration has its first poll at once. A missed run is made up
 * once. When the system clock is set back, tasks continue within a second. Tasks can be replaced at run time. Thread-safe.
 */
public final class Schedule implements AutoCloseable {
    /** The maximum number of tasks that run at the start. */
    static final int MAX_AT_START = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);
    private static final Duration POLL_OF_SHUTDOWN = Duration.ofMillis(20);

    private final VirtualThreadPool threads = new VirtualThreadPool();
    private final InstantSource clock;
    private final RunListener listener;
    private final Triggering triggering;
    private volatile Map<String, Task> tasks;
    private volatile @Nullable Scheduler scheduler;
    private @Nullable TriggerWatch watch;
    private volatile boolean over;

    /**
     * Makes a schedule of this process that has not begun, and no Quartz yet.
     *
     * @param tasks those first that are to run at the start, if not all can
     * @throws IllegalArgumentException if two tasks share a name
     */
    public Schedule(List<Task> tasks, InstantSource clock, RunListener listener) {
        this(tasks, clock, listener, new ProcessTriggering());
    }

    /**
     * Makes a schedule that replicas share, and that has not begun: each run is on one of them.
     *
     * @param connections to the database with Quartz's tables, asked for at the start
     * @param replica names this process and no other
     * @throws IllegalArgumentException if two tasks share a name
     */
    public static Schedule shared(
            List<Task> tasks,
            InstantSource clock,
            RunListener listener,
            Supplier<DataSource> connections,
            String replica) {
        return new Schedule(tasks, clock, listener, new ClusterTriggering(connections, replica, listener));
    }

    private Schedule(List<Task> tasks, InstantSource clock, RunListener listener, Triggering triggering) {
        this.triggering = triggering;
        this.tasks = byName(tasks);
        this.clock = clock;
        this.listener = listener;
    }

    private static Map<String, Task> byName(List<Task> tasks) {
        Map<String, Task> byName = new LinkedHashMap<>();
        for (Task task : tasks) {
            if (byName.put(task.name(), task) != null) {
                throw new IllegalArgumentException(task.name() + ": is the name of two tasks, must be of one");
            }
        }
        return Collections.unmodifiableMap(byName);
    }

    /** Begins, unless it was stopped before. */
    public synchronized void start() {
        if (over) {
            return;
        }
        try {
            Scheduler made = scheduler();
            scheduler = made;
            made.start();
            TriggerWatch begun = triggering.watch(made, clock);
            watch = begun;
            begun.change(tasks, TaskDifference.between(Map.of(), tasks));
            begun.start();
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz did not take the schedule: " + e.getMessage(), e);
        }
    }

    /**
     * Lets tasks take the place of those before, by their names. One that has the interval of the one before keeps its next run, and a run that
     * is under way goes on to its end. A few of the tasks that are new run at once.
     *
     * @param next those first that are to run at once, if not all can
     * @throws IllegalArgumentException if two tasks share a name. Then nothing has changed
     */
    public synchronized void change(List<Task> next) {
        Map<String, Task> before = tasks;
        tasks = byName(next);
        if (watch == null || over) {
            return;
        }
        try {
            watch.change(tasks, TaskDifference.between(before, tasks));
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz did not take the schedule: " + e.getMessage(), e);
        }
    }

    /**
     * Has a task run in another interval from now on. If it has that interval, its next run stays. Does nothing if there is no task of that
     * name. Where replicas share the schedule it waits for no database.
     */
    public void pace(String name, Duration interval) {
        // The end waits for the task that may be calling.
        if (!over) {
            paceTask(name, interval);
        }
    }

    private synchronized void paceTask(String name, Duration interval) {
        Task task = tasks.get(name);
        if (task == null || over) {
            return;
        }
        Task paced = new Task(name, interval, task.run());
        Map<String, Task> next = new LinkedHashMap<>(tasks);
        next.put(name, paced);
        tasks = Collections.unmodifiableMap(next);
        if (watch == null) {
            return;
        }
        try {
            watch.pace(tasks, paced);
        } catch (SchedulerException e) {
            throw new IllegalStateException("Quartz did not take the schedule: " + e.getMessage(), e);
        }
    }

    /** Returns when each of the regular triggers in this process fires next, by the name of its task. */
    Map<String, Instant> nextFires() throws SchedulerException {
        Map<String, Instant> next = new HashMap<>();
        Scheduler running = scheduler;
        if (running != null) {
            for (TriggerKey key : running.getTriggerKeys(GroupMatcher.groupEquals(TriggerKey.DEFAULT_GROUP))) {
                Trigger trigger = running.getTrigger(key);
                if (trigger instanceof CalendarIntervalTrigger) {
                    next.put(key.getName(), trigger.getNextFireTime().toInstant());
                }
            }
        }
        return next;
    }

    /** Returns whether a task of a name is in it. */
    boolean has(String name) {
        return tasks.containsKey(name);
    }

    /**
     * Lets a task run once more, as soon as it does not run. Where replicas share the schedule it waits for their database.
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
            while (!threads.isIdle() && System.nanoTime() < deadline) {
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
        try {
            if (watch != null) {
                watch.close();
            }
            if (scheduler != null) {
                scheduler.shutdown(false);
                scheduler = null;
            }
        } catch (Exception e) {
            throw new IllegalStateException("Quartz did not shut down: " + e.getMessage(), e);
        }
    }

    private Scheduler scheduler() throws SchedulerException {
        Scheduler made = QuartzFactory.scheduler(triggering, threads, this::has);
        made.setJobFactory(
                (bundle, ignored) -> job(bundle.getJobDetail().getKey().getName()));
        return made;
    }

    /** Makes a run of a task. One whose trigger had fired when it was taken out runs nothing: a failure would end its triggers. */
    private Job job(String name) {
        Task task = tasks.get(name);
        return task == null ? context -> LOG.debug("{}: is no longer scheduled", name) : new TaskJob(task, listener);
    }
}
