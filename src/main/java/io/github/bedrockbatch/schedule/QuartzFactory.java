package io.github.bedrockbatch.schedule;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.DefaultThreadExecutor;
import org.quartz.impl.DirectSchedulerFactory;
import org.quartz.impl.SchedulerRepository;
import org.quartz.spi.ThreadPool;

/** Makes Quartz's schedulers. */
final class QuartzFactory {
    /** How long a scheduler that has nothing to do waits before it looks for triggers that others have made or moved. */
    private static final Duration IDLE_WAIT = Duration.ofSeconds(2);

    private static final int MAX_BATCH = 5;

    private QuartzFactory() {}

    /** Makes a scheduler. Quartz keeps all of a process by their names: those that share triggers share theirs, so it is taken out. */
    static synchronized Scheduler scheduler(Triggering triggering, ThreadPool threads, Predicate<String> isKnown)
            throws SchedulerException {
        String name = triggering.scheduleName();
        DirectSchedulerFactory.getInstance()
                .createScheduler(
                        name,
                        triggering.instanceName(),
                        threads,
                        new DefaultThreadExecutor(),
                        triggering.jobStore(isKnown),
                        Map.of(),
                        null,
                        0,
                        IDLE_WAIT.toMillis(),
                        -1,
                        false,
                        null,
                        MAX_BATCH,
                        0,
                        false);
        SchedulerRepository schedulers = SchedulerRepository.getInstance();
        Scheduler made = Objects.requireNonNull(schedulers.lookup(name));
        schedulers.remove(name);
        return made;
    }
}
