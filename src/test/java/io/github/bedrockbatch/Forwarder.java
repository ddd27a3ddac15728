package io.github.bedrockbatch;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.simulator.JobScript;
import io.github.bedrockbatch.simulator.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells the event buses of each change of simulated jobs in the moment that it happens, as Bedrock does. */
final class Forwarder implements AutoCloseable {
    private final ScheduledExecutorService executor = Executors.newScheduledThreadPool(4);
    private final List<Future<?>> told = new ArrayList<>();
    private final Map<Target, EventBus> buses;

    Forwarder(List<Target> targets) {
        this.buses = targets.stream().collect(Collectors.toMap(Function.identity(), EventBus::new));
    }

    /** Tells of all that will happen to a job. */
    void forward(JobScript script) {
        EventBus bus = Objects.requireNonNull(buses.get(new Target(script.account(), script.region())));
        String arn =
                "arn:aws:bedrock:" + script.region() + ":" + script.account() + ":model-invocation-job/" + script.id();
        for (Timeline.Step step : Timeline.of(script).steps()) {
            long wait = Duration.between(Instant.now(), step.at()).toMillis() + 1;
            told.add(executor.schedule(() -> bus.tell(arn, step.status(), step.at()), wait, TimeUnit.MILLISECONDS));
        }
    }

    /** Sees that no telling failed. */
    @Override
    public void close() {
        told.stream().filter(future -> future.state() == Future.State.FAILED).forEach(failed -> {
            throw new IllegalStateException(failed.exceptionNow());
        });
        executor.shutdownNow();
        buses.values().forEach(EventBus::close);
    }
}
