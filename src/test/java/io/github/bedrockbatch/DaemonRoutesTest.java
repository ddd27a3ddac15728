package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.eventlog.TransitionEvents;
import io.github.bedrockbatch.job.FailureMessages;
import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobOrigin;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.OutputDataConfig;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.job.TransitionKind;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import io.github.bedrockbatch.journal.Recording;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.metrics.JobMetrics;
import io.github.bedrockbatch.metrics.JobSeries;
import io.github.bedrockbatch.metrics.ResilientRegistry;
import io.github.bedrockbatch.report.CollectionLog;
import io.github.bedrockbatch.report.RunLog;
import io.github.bedrockbatch.store.MemoryStore;
import io.github.bedrockbatch.testing.Examples;
import io.github.bedrockbatch.testing.FakeWatching;
import io.github.bedrockbatch.testing.SettableClock;
import io.github.bedrockbatch.view.ViewFollower;
import io.github.bedrockbatch.view.ViewRules;
import io.github.bedrockbatch.view.Watching;
import io.github.bedrockbatch.web.ListenAddress;
import io.github.bedrockbatch.web.WebServer;
import io.github.bedrockbatch.web.WebSettings;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is answered while something cannot be collected. */
final class DaemonRoutesTest {
    private static final Target TARGET = new Target(Examples.ACCOUNT, Examples.REGION);
    private static final Watching WATCHING = new FakeWatching(Set.of(TARGET), Set.of("us-west-2"));

    private Configuration configuration = Configuration.defaults();
    private final SettableClock clock = new SettableClock(Examples.NOON);
    private final ResilientRegistry registry = new ResilientRegistry(clock, new CollectionLog()::collected);
    private final MemoryStore store = new MemoryStore();
    private final ViewRules rules = new ViewRules(Duration.ofHours(24), 10);
    private final ViewFollower view = new ViewFollower(store, rules, clock, new Unheard());
    private final RunLog runLog = new RunLog(clock);
    private final WebServer server = new WebServer(
            new WebSettings(ListenAddress.parse("127.0.0.1:0"), 8),
            new DaemonRoutes(new DaemonFleet(
                            () -> configuration,
                            view,
                            WATCHING,
                            new JournalReads(store::latest, runLog, 8),
                            target -> runLog.trouble(target, target.region()),
                            () -> 0,
                            clock))
                    .routes(registry, Optional.empty()));
    private final HttpClient client = HttpClient.newHttpClient();
    private boolean broken = true;

    @BeforeEach
    void start() {
        registry.register(new JobMetrics(view::view, WATCHING, rules, new JobSeries(false), clock));
        GaugeWithCallback.builder()
                .name("fragile")
                .help("Fragile.")
                .callback(callback -> {
                    if (broken) {
                        throw new IllegalStateException("secret");
                    }
                    callback.call(1);
                })
                .register(registry);
        server.start();
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        server.close();
        view.close();
        store.close();
    }

    @Test
    void oneFamilyThatCannotBeCollectedIsMissingAndMakesItUnready() throws IOException, InterruptedException {
        view.restore();
        HttpResponse<String> scraped = get("/metrics");
        assertThat(scraped.statusCode()).isEqualTo(200);
        assertThat(scraped.body())
                .contains("bedrock_batch_job_transitions_total{")
                .doesNotContain("fragile", "secret");

        HttpResponse<String> ready = get("/-/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("cannot be collected", "fragile").doesNotContain("secret");
        assertThat(get("/-/healthy").statusCode()).isEqualTo(200);

        broken = false;
        assertThat(get("/metrics").body()).contains("fragile 1.0");
        assertThat(get("/-/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void itIsReadyAgainWithoutAScrape() throws IOException, InterruptedException {
        view.restore();
        registry.scrape();
        broken = false;
        assertThat(get("/-/ready").statusCode()).isEqualTo(503);
        clock.advance(Duration.ofSeconds(15));

        assertThat(get("/-/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void itIsUnreadyUntilItIsRestored() throws IOException, InterruptedException {
        assertThat(get("/-/ready").body()).contains("not yet restored");
        assertThat(get("/metrics").statusCode()).isEqualTo(503);
    }

    @Test
    void thePageTellsWhyATargetCannotBePolled() throws IOException, InterruptedException {
        view.restore();
        runLog.notBegun(TARGET, "Other", "no credentials");
        runLog.notBegun(new Target(Target.UNKNOWN_ACCOUNT, "us-west-2"), "Other", "no account");

        assertThat(get("/").body())
                .contains("no credentials", "datetime=\"" + Examples.NOON + "\"")
                .contains("us-west-2", "no account");
    }

    /** The trouble is told at 12:00:00 and at 12:01:00. */
    @ParameterizedTest
    @CsvSource({"30, true", "60, true", "61, false"})
    void aTroubleAfterWhichAnotherProcessHasSucceededIsOver(long success, boolean isTold)
            throws IOException, InterruptedException {
        runLog.notBegun(TARGET, "Other", "no credentials");
        clock.advance(Duration.ofSeconds(60));
        runLog.notBegun(TARGET, "Other", "no credentials");
        succeed(TARGET, Examples.NOON.plusSeconds(success));
        view.restore();

        String told = get("/api/v1/targets").body();
        assertThat(told.contains("\"last_error\":\"no credentials\",\"failing_since\":\"2026-11-20T12:00:00Z\""))
                .as(told)
                .isEqualTo(isTold);
        assertThat(get("/").body().contains("Polled</span>")).isNotEqualTo(isTold);
    }

    @Test
    void whileTheAccountOfARegionIsNotKnownWhatWasPolledThereHasItsTrouble() throws IOException, InterruptedException {
        succeed(new Target("210987654321", "us-west-2"), Examples.NOON);
        view.restore();
        clock.advance(Duration.ofSeconds(60));
        runLog.notBegun(new Target(Target.UNKNOWN_ACCOUNT, "us-west-2"), "Other", "no account");

        assertThat(get("/api/v1/targets").body())
                .contains("{\"account_id\":\"210987654321\",\"region\":\"us-west-2\"", "\"last_error\":\"no account\"")
                .doesNotContain("\"unknown\"");
    }

    @Test
    void thePageTellsWhyTheTaskOfATargetFails() throws IOException, InterruptedException {
        view.restore();
        runLog.failed(TARGET.region(), new IllegalStateException("no memory left"));

        assertThat(get("/").body()).contains("no memory left");
    }

    /** They follow a reload as the event log does. */
    @Test
    void theApiTellsFailureMessagesAsTheConfigurationInForceSays()
            throws IOException, InterruptedException, ConfigException {
        restore(transition());
        List<String> paths =
                List.of("/api/v1/jobs", "/api/v1/transitions", "/api/v1/jobs/123456789012/us-east-1/job000000001");

        for (String path : paths) {
            assertThat(get(path).body()).contains("no such bucket").doesNotContain("account_name");
        }
        configuration = new ConfigLoader(region -> true)
                .load(
                        "jobs: []\nevents: {include_message: false}\naws: {account_names: {'123456789012': prod}}\n"
                                + "discovery: [{regions: [us-east-1]}]",
                        "c.yml",
                        Map.of());
        for (String path : paths) {
            assertThat(get(path).body())
                    .contains("job000000001", "\"account_name\":\"prod\"")
                    .doesNotContain("no such bucket");
        }
    }

    /** What a script reads from the one it finds in the other. */
    @Test
    void aTransitionHasTheFieldsOfItsEventInTheLog() throws IOException, InterruptedException {
        Transition transition = transition();
        restore(transition);
        Map<String, Object> logged = new TransitionEvents(new FailureMessages(true))
                .format(new JournalEntry(1, new Transitioned(transition)))
                .fields();

        JsonNode told = new JsonMapper().readTree(get("/api/v1/transitions").body());
        Map<String, String> fields = new TreeMap<>();
        told.path("data").path("items").path(0).forEachEntry((name, value) -> fields.put(name, value.asString()));
        Map<String, String> expected = new TreeMap<>();
        logged.forEach((name, value) -> expected.put(name, value.toString()));
        expected.remove("event");
        assertThat(fields).isEqualTo(expected);
    }

    @Test
    void theApiTellsWhyATargetCannotBePolledAndHowOftenItIs() throws IOException, InterruptedException {
        view.restore();
        runLog.notBegun(TARGET, "Other", "no credentials");

        assertThat(get("/api/v1/targets").body())
                .contains(
                        "\"last_error\":\"no credentials\"",
                        "\"failing_since\":\"2026-11-20T12:00:00Z\"",
                        "\"poll_interval_seconds\":30,",
                        "{\"account_id\":\"unknown\",\"region\":\"us-west-2\"");
    }

    private void succeed(Target target, Instant at) {
        store.record(new Recording(target, List.of(), List.of(), List.of(), at));
    }

    private void restore(Transition transition) {
        Job job = new Job(transition.job(), Examples.NOON, Examples.NOON, false, Examples.NOON);
        TrackedJob row = new TrackedJob(job, JobOrigin.DISCOVERED, null, null, 0);
        JobWrite write = new JobWrite(row, List.of(new Transitioned(transition)));
        store.record(new Recording(TARGET, List.of(write), List.of(), List.of(), Examples.NOON));
        view.restore();
    }

    private static Transition transition() {
        return new Transition(
                failed(),
                Known.IN_PROGRESS,
                Known.FAILED,
                TransitionKind.EXPECTED,
                Examples.NOON.minusSeconds(30),
                Examples.NOON,
                Examples.NOON.plusMillis(1250));
    }

    private static JobSnapshot failed() {
        return Examples.job(1, Known.FAILED, Examples.NOON.minusSeconds(60), Examples.NOON).toBuilder()
                .message("no such bucket")
                .outputDataConfig(new OutputDataConfig("s3://out/", null, null))
                .jobExpirationTime(Examples.NOON.plusSeconds(60))
                .build();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .timeout(Duration.ofSeconds(5))
                        .build(),
                BodyHandlers.ofString());
    }

    private record Unheard() implements ViewFollower.Listener {
        @Override
        public void advanced(Changes changes) {}

        @Override
        public void failed(RuntimeException cause) {}
    }
}
