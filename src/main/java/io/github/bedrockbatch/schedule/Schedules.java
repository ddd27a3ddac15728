package io.github.bedrockbatch.schedule;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The schedules of a process: of tasks that each process has for itself, and of those that one of all replicas runs. */
public record Schedules(List<Schedule> schedules) {
    private static final Duration MAX_END = Duration.ofSeconds(2);

    /** Makes the schedule of a process that has no other beside it. */
    public static Schedules ofProcess(
            List<Task> process, List<Task> cluster, InstantSource clock, RunListener listener) {
        List<Task> all = Stream.concat(cluster.stream(), process.stream()).toList();
        return new Schedules(List.of(new Schedule(all, clock, listener)));
    }

    /**
     * Makes the schedules of a replica.
     *
     * @param process what each replica runs
     * @param cluster what one of all replicas runs at a time
     * @param connections to the database with Quartz's tables, asked for at the start
     * @param replica names this process and no other
     */
    public static Schedules shared(
            List<Task> process,
            List<Task> cluster,
            InstantSource clock,
            RunListener listener,
            Supplier<DataSource> connections,
            String replica) {
        return new Schedules(List.of(
                new Schedule(process, clock, listener),
                Schedule.shared(cluster, clock, listener, connections, replica)));
    }

    /** Begins. */
    public void start() {
        schedules.forEach(Schedule::start);
    }

    /** Lets a task run once more, as soon as it does not run. Does nothing if it is to already, or there is none of that name. Never waits. */
    public void runSoon(String name) {
        schedules.stream()
                .filter(schedule -> schedule.has(name))
                .forEach(schedule -> Thread.startVirtualThread(() -> schedule.runSoon(name)));
    }

    /** Begins no run any more, and gives the running ones that long to end before they are interrupted. */
    public void stop(Duration patience) {
        List<Thread> ends = schedules.stream()
                .map(schedule -> Thread.ofVirtual().start(() -> schedule.stop(patience)))
                .toList();
        try {
            for (Thread end : ends) {
                boolean _ = end.join(patience.plus(MAX_END));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
