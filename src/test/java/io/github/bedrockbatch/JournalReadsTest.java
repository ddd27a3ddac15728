package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.journal.BusyException;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.EntryFilter;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.metrics.ResilientRegistry;
import io.github.bedrockbatch.report.CollectionLog;
import io.github.bedrockbatch.report.RunLog;
import io.github.bedrockbatch.store.MemoryStore;
import io.github.bedrockbatch.testing.Examples;
import io.github.bedrockbatch.testing.FakeWatching;
import io.github.bedrockbatch.testing.LogLines;
import io.github.bedrockbatch.testing.SettableClock;
import io.github.bedrockbatch.view.ViewFollower;
import io.github.bedrockbatch.view.ViewRules;
import io.github.bedrockbatch.web.ListenAddress;
import io.github.bedrockbatch.web.WebServer;
import io.github.bedrockbatch.web.WebSettings;
import io.github.bedrockbatch.web.query.TransitionListing;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a store that hangs or fails leaves of the daemon. */
final class JournalReadsTest {
    private static final int MAX_REQUESTS = 8;
    private static final int MAX_READS = 4;

    @RegisterExtension
    private final LogLines lines = new LogLines(RunLog.class.getName());

    private final SettableClock clock = new SettableClock(Examples.NOON);
    private final RunLog runLog = new RunLog(clock);
    private final MemoryStore store = new MemoryStore();
    private final ViewFollower view =
            new ViewFollower(store, new ViewRules(Duration.ofHours(24), 10), clock, new Unheard());
    private final CountDownLatch asked = new CountDownLatch(MAX_READS);
    private final CountDownLatch back = new CountDownLatch(1);
    private final WebServer server = new WebServer(
            new WebSettings(ListenAddress.parse("127.0.0.1:0"), MAX_REQUESTS),
            new DaemonRoutes(new DaemonFleet(
                            Configuration::defaults,
                            view,
                            new FakeWatching(),
                            new JournalReads(this::hanging, runLog, MAX_REQUESTS),
                            target -> Optional.empty(),
                            () -> 0,
                            clock))
                    .routes(new ResilientRegistry(clock, new CollectionLog()::collected), Optional.empty()));
    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeEach
    void start() {
        view.restore();
        server.start();
    }

    @AfterEach
    void stop() {
        back.countDown();
        client.shutdownNow();
        server.close();
        view.close();
        store.close();
    }

    @Test
    void aStoreThatHangsLeavesRoomForScrapes() throws IOException, InterruptedException {
        List<CompletableFuture<HttpResponse<String>>> hanging = IntStream.range(0, MAX_READS)
                .mapToObj(number -> client.sendAsync(request("/api/v1/transitions"), BodyHandlers.ofString()))
                .toList();
        await(asked);

        HttpResponse<String> refused = get("/api/v1/transitions");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("Too many reads of the journal at a time. Retry later.");
        assertThat(get("/transitions").body()).contains("Too many reads of the journal at a time. Retry later.");
        assertThat(get("/metrics").statusCode()).isEqualTo(200);
        assertThat(get("/api/v1/jobs").statusCode()).isEqualTo(200);

        back.countDown();
        assertThat(hanging)
                .allSatisfy(answer -> assertThat(answer.join().statusCode()).isEqualTo(200));
        assertThat(get("/api/v1/transitions").statusCode()).isEqualTo(200);
        assertThat(lines.list()).isEmpty();
    }

    @Test
    void theLogHasTheReasonOnce() {
        JournalReads failing = reads((filter, before, limit) -> {
            throw new StoreException("exporter.db: the disk is away");
        });
        for (int time = 0; time < 3; time++) {
            assertThatThrownBy(() -> failing.latest(EntryFilter.ALL, 9, 9)).hasMessage("exporter.db: the disk is away");
        }
        assertThat(lines.list()).containsExactly("[ERROR] exporter.db: the disk is away");

        assertThat(reads(store::latest).latest(EntryFilter.ALL, 9, 9)).isEmpty();
        assertThat(lines.list()).hasSize(2).last().asString().isEqualTo("[INFO] journal: recovered");
    }

    /** Even a single request at a time may read. */
    @Test
    void oneReadsAtATime() {
        JournalReads[] reads = new JournalReads[1];
        reads[0] = reads((filter, before, limit) -> {
            assertThatThrownBy(() -> reads[0].latest(filter, before, limit)).isInstanceOf(BusyException.class);
            return List.of();
        });

        assertThat(reads[0].latest(EntryFilter.ALL, 9, 9)).isEmpty();
        assertThat(reads[0].latest(EntryFilter.ALL, 9, 9)).isEmpty();
    }

    private JournalReads reads(TransitionListing.Reader journal) {
        return new JournalReads(journal, runLog, 1);
    }

    private List<JournalEntry> hanging(EntryFilter filter, long before, int limit) {
        asked.countDown();
        await(back);
        return store.latest(filter, before, limit);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path), BodyHandlers.ofString());
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .timeout(Duration.ofSeconds(10))
                .build();
    }

    private record Unheard() implements ViewFollower.Listener {
        @Override
        public void advanced(Changes changes) {}

        @Override
        public void failed(RuntimeException cause) {}
    }
}
