package io.github.bedrockbatch.schedule;

import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Predicate;
import org.quartz.Scheduler;
import org.quartz.simpl.RAMJobStore;
import org.quartz.spi.JobStore;

/** Triggers in memory, of this process alone. */
final class ProcessTriggering implements Triggering {
    private static final long MISFIRE_THRESHOLD_MILLIS = 1_000;

    private final String name = "bedrock-batch-" + UUID.randomUUID();

    @Override
    public String scheduleName() {
        return name;
    }

    @Override
    public String instanceName() {
        return name;
    }

    @Override
    public JobStore jobStore(Predicate<String> isKnown) {
        RAMJobStore store = new RAMJobStore();
        store.setMisfireThreshold(MISFIRE_THRESHOLD_MILLIS);
        return store;
    }

    @Override
    public TriggerWatch watch(Scheduler scheduler, InstantSource clock) {
        return new ClockWatch(scheduler, clock);
    }
}
