package io.github.bedrockbatch.benchmark;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.Recording;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.store.JdbcStore;
import io.github.bedrockbatch.view.JobsView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to follow a store in SQLite with 100,000 finished jobs of 300 targets. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ViewBenchmark {
    private static final int TARGETS = 300;
    private static final int JOBS = 100_000;

    private JobStore store = JdbcStore.memory();
    private JobsView view = JobsView.EMPTY;
    private int round;

    /** Fills a store and restores the view from it. */
    @Setup(Level.Trial)
    public void fill() throws IOException {
        Path directory = Files.createTempDirectory("view-benchmark");
        store = JdbcStore.sqlite(directory.resolve("store.db"));
        store.open();
        Jobs.fill(store, TARGETS, JOBS);
        view = restore();
    }

    /** Closes the store. */
    @TearDown(Level.Trial)
    public void close() {
        store.close();
    }

    /** Reads all of the store. */
    @Benchmark
    @OutputTimeUnit(TimeUnit.MILLISECONDS)
    public JobsView restore() {
        return JobsView.EMPTY.advancedBy(store.changesSince(0), Jobs.RULES, Jobs.START);
    }

    /** Writes one job, and refreshes the view. */
    @Benchmark
    public JobsView refreshAfterOneChange() {
        Target target = nextTarget();
        store.record(new Recording(target, List.of(Jobs.finished(target, JOBS + round)), List.of(), List.of(), null));
        return refresh();
    }

    /** Writes that a cycle found nothing new, and refreshes the view. */
    @Benchmark
    public JobsView refreshAfterNothingNew() {
        store.record(new Recording(nextTarget(), List.of(), List.of(), List.of(), Jobs.START.plusSeconds(round)));
        return refresh();
    }

    /** Loads what a cycle needs. */
    @Benchmark
    public TargetState load() {
        return store.load(nextTarget());
    }

    private Target nextTarget() {
        return Jobs.target(round++ % TARGETS);
    }

    private JobsView refresh() {
        view = view.advancedBy(store.changesSince(view.head()), Jobs.RULES, Jobs.START);
        return view;
    }
}
