package io.github.bedrockbatch.benchmark;

import io.github.bedrockbatch.job.FailureMessages;
import io.github.bedrockbatch.journal.EntryFilter;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.store.JdbcStore;
import io.github.bedrockbatch.testing.FakeWatching;
import io.github.bedrockbatch.view.JobsView;
import io.github.bedrockbatch.web.Fleet;
import io.github.bedrockbatch.web.FleetSource;
import io.github.bedrockbatch.web.ListenAddress;
import io.github.bedrockbatch.web.Route;
import io.github.bedrockbatch.web.TargetRow;
import io.github.bedrockbatch.web.WebServer;
import io.github.bedrockbatch.web.WebSettings;
import io.github.bedrockbatch.web.api.ApiRoutes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What it costs to ask for a page of the API, over HTTP, of 10,000 jobs in 10 targets. The goal is 10 ms. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ApiBenchmark {
    private static final int TARGETS = 10;
    private static final int JOBS = 10_000;
    private static final String FROM_THE_MIDDLE =
            "cursor=" + Jobs.START_SECONDS + ".0." + "YXJuOmF3czpiZWRyb2NrOnVzLWVhc3QtMToxMDAwMDAwMDUwMDA6";

    private final HttpClient client = HttpClient.newHttpClient();
    private WebServer server = serve(JobsView.EMPTY);

    /** What is asked for. */
    @Param({"", "name=CATALOG-99", "limit=1000", FROM_THE_MIDDLE})
    public String query = "";

    /** Restores a view and serves it. */
    @Setup(Level.Trial)
    public void fill() {
        try (JobStore store = JdbcStore.memory()) {
            store.open();
            Jobs.fill(store, TARGETS, JOBS);
            server = serve(JobsView.EMPTY.advancedBy(store.changesSince(0), Jobs.RULES, Jobs.START));
            server.start();
        }
    }

    /** Stops serving. */
    @TearDown(Level.Trial)
    public void close() {
        client.close();
        server.close();
    }

    /** Asks for a page of jobs. */
    @Benchmark
    public byte[] jobs() throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + server.port() + "/api/v1/jobs?" + query);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray())
                .body();
    }

    private static WebServer serve(JobsView view) {
        Route[] routes = new ApiRoutes(new Viewed(view)).routes().toArray(Route[]::new);
        return new WebServer(
                new WebSettings(ListenAddress.parse("127.0.0.1:0"), WebSettings.DEFAULT_MAX_REQUESTS), routes);
    }

    /** Shows all of a view. */
    private record Viewed(JobsView view) implements FleetSource {
        @Override
        public Optional<Fleet> fleet() {
            return Optional.of(new Fleet(
                    Jobs.START,
                    view,
                    view.shown(new FakeWatching(), Jobs.RULES, Jobs.START),
                    Map.of(),
                    new FailureMessages(true),
                    new Fleet.Exporter("1", "memory", Duration.ZERO, 0, Optional.empty())));
        }

        @Override
        public List<TargetRow> targets() {
            return List.of();
        }

        @Override
        public List<JournalEntry> latest(EntryFilter filter, long before, int limit) {
            return List.of();
        }
    }
}
