package io.github.bedrockbatch.benchmark;

import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.metrics.JobMetrics;
import io.github.bedrockbatch.metrics.JobSeries;
import io.github.bedrockbatch.metrics.ResilientRegistry;
import io.github.bedrockbatch.store.JdbcStore;
import io.github.bedrockbatch.testing.FakeWatching;
import io.github.bedrockbatch.view.JobsView;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to render a scrape of 10,000 jobs in 10 targets, whose bytes are thrown away. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RenderBenchmark {
    private static final int TARGETS = 10;
    private static final int JOBS = 10_000;

    private JobsView view = JobsView.EMPTY;
    private ResilientRegistry registry = newRegistry();

    /** The format that is asked for. */
    @Param({"application/openmetrics-text;version=1.0.0", "text/plain;version=0.0.4"})
    public String accept = "";

    /** Restores a view and registers what renders it. */
    @Setup(Level.Trial)
    public void fill() {
        try (JobStore store = JdbcStore.memory()) {
            store.open();
            Jobs.fill(store, TARGETS, JOBS);
            view = JobsView.EMPTY.advancedBy(store.changesSince(0), Jobs.RULES, Jobs.START);
            registry = newRegistry();
        }
    }

    /** Renders a scrape before which nothing changed. */
    @Benchmark
    public void renderAgain() throws IOException {
        registry.expose(accept, List.of()).writeTo(OutputStream.nullOutputStream());
    }

    /** Renders a first scrape, or one before which every target changed. */
    @Benchmark
    public void renderAnew() throws IOException {
        newRegistry().expose(accept, List.of()).writeTo(OutputStream.nullOutputStream());
    }

    private ResilientRegistry newRegistry() {
        ResilientRegistry all = new ResilientRegistry(InstantSource.fixed(Jobs.START), leftOut -> {});
        all.register(new JobMetrics(
                () -> Optional.of(view),
                new FakeWatching(view.targets().keySet(), Set.of()),
                Jobs.RULES,
                new JobSeries(false),
                InstantSource.fixed(Jobs.START)));
        return all;
    }
}
