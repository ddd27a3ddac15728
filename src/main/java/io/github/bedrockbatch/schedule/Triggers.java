package io.github.bedrockbatch.schedule;

import static org.quartz.CalendarIntervalScheduleBuilder.calendarIntervalSchedule;
import static org.quartz.JobBuilder.newJob;
import static org.quartz.TriggerBuilder.newTrigger;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.zip.CRC32;
import org.quartz.JobDetail;
import org.quartz.Trigger;
import org.quartz.TriggerKey;

/** Makes the Quartz triggers of a task: one that fires in its interval, and one that fires once. */
final class Triggers {
    private static final String ONCE = "once";
    /** Quartz fires some milliseconds early, and then the next time lies that much further ahead than the interval. */
    private static final Duration MARGIN = Duration.ofSeconds(1);

    private Triggers() {}

    /** Returns the job of a task, which outlives its triggers. */
    static JobDetail job(Task task) {
        return newJob(TaskJob.class).withIdentity(task.name()).storeDurably().build();
    }

    /** Returns the trigger that fires in the task's phase of each interval. What was missed fires once. */
    static Trigger regular(Task task, Instant now) {
        Duration interval = interval(task);
        return newTrigger()
                .withIdentity(regularKey(task.name()))
                .forJob(task.name())
                .startAt(Date.from(phase(task.name(), interval, now)))
                .withSchedule(calendarIntervalSchedule()
                        .withIntervalInSeconds(Math.toIntExact(interval.toSeconds()))
                        .withMisfireHandlingInstructionFireAndProceed())
                .build();
    }

    /** Returns the next start of a name's runs. Where they begin within the interval is a hash of it, so the same after each start. */
    static Instant phase(String name, Duration interval, Instant now) {
        CRC32 hash = new CRC32();
        hash.update(name.getBytes(StandardCharsets.UTF_8));
        long period = interval.toMillis();
        long offset = hash.getValue() % period;
        long millis = now.toEpochMilli();
        return Instant.ofEpochMilli(millis + period - Math.floorMod(millis - offset, period));
    }

    /** Returns the trigger that fires once, at once. */
    static Trigger once(String task) {
        return newTrigger().withIdentity(onceKey(task)).forJob(task).startNow().build();
    }

    static TriggerKey regularKey(String task) {
        return new TriggerKey(task);
    }

    static TriggerKey onceKey(String task) {
        return new TriggerKey(task, ONCE);
    }

    /** Returns a trigger in place of one that lies too far ahead. */
    static Trigger again(Trigger far, Task task, Instant now) {
        return far.getKey().equals(regularKey(task.name()))
                ? regular(task, now)
                : far.getTriggerBuilder().startNow().build();
    }

    /** Returns whether a trigger lies further ahead than it ever does while the clock goes on. */
    static boolean isFar(Trigger trigger, Task task, Instant now) {
        Date next = trigger.getNextFireTime();
        return next != null && isFar(next.toInstant(), task, now);
    }

    static boolean isFar(Instant next, Task task, Instant now) {
        return next.isAfter(now.plus(interval(task)).plus(MARGIN));
    }

    /** Returns the time between two starts, as Quartz counts it. */
    static Duration interval(Task task) {
        return Duration.ofSeconds(Math.max(1, task.interval().toSeconds()));
    }
}
