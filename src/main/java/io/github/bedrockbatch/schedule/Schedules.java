package io.github.bedrockbatch.schedule;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** The schedules of a process: of tasks that each process has for itself, and of those that one of all replicas runs. Thread-safe. */
public final class Schedules {
    private static final Duration MAX_END = Duration.ofSeconds(2);

    private final Schedule process;
    private final Optional<Schedule> cluster;

    private Schedules(Schedule process, Optional<Schedule> cluster) {
        this.process = process;
        this.cluster = cluster;
    }

    /** Makes the schedule of a process that has no other beside it. */
    public static Schedules ofProcess(
            List<Task> process, List<Task> cluster, InstantSource clock, RunListener listener) {
        return new Schedules(new Schedule(all(process, cluster), clock, listener), Optional.empty());
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
        return new Schedules(
                new Schedule(process, clock, listener),
                Optional.of(Schedule.shared(cluster, clock, listener, connections, replica)));
    }

    /** Lets tasks take the place of those before, by their names. Those that have the same interval as before keep their next run. */
    public void change(List<Task> nextProcess, List<Task> nextCluster) {
        if (cluster.isEmpty()) {
            process.change(all(nextProcess, nextCluster));
        } else {
            process.change(nextProcess);
            cluster.get().change(nextCluster);
        }
    }

    /** Has a task run in another interval from now on. Does nothing if there is none of that name. Waits for no database. */
    public void pace(String name, Duration interval) {
        schedules().filter(schedule -> schedule.has(name)).forEach(schedule -> schedule.pace(name, interval));
    }

    private static List<Task> all(List<Task> process, List<Task> cluster) {
        return Stream.concat(cluster.stream(), process.stream()).toList();
    }

    private Stream<Schedule> schedules() {
        return Stream.concat(Stream.of(process), cluster.stream());
    }

    /** Begins. */
    public void start() {
        schedules().forEach(Schedule::start);
    }

    /** Lets a task run once more, as soon as it does not run. Does nothing if it is to already, or there is none of that name. Never waits. */
    public void runSoon(String name) {
        schedules()
                .filter(schedule -> schedule.has(name))
                .forEach(schedule -> Thread.startVirtualThread(() -> schedule.runSoon(name)));
    }

    /** Begins no run any more, and gives the running ones that long to end before they are interrupted. */
    public void stop(Duration patience) {
        List<Thread> ends = schedules()
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
