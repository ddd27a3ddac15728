package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.bedrockbatch.Generation.Surroundings;
import io.github.bedrockbatch.aws.AwsAccounts;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.metrics.ExporterMetrics;
import io.github.bedrockbatch.metrics.ShownSeries;
import io.github.bedrockbatch.metrics.TargetErrors;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import io.github.bedrockbatch.report.ManifestLog;
import io.github.bedrockbatch.report.RunLog;
import io.github.bedrockbatch.schedule.Task;
import io.github.bedrockbatch.store.MemoryStore;
import io.github.bedrockbatch.testing.Hinted;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One generation that takes the place of another while something runs. */
final class GenerationsTest {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Target EAST = new Target("111111111111", "us-east-1");
    private static final Target WEST = new Target("111111111111", "us-west-2");

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private final AtomicInteger maxAtOnce = new AtomicInteger();
    private final AtomicReference<String> error = new AtomicReference<>("ResourceNotFoundException");
    private final CountDownLatch release = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final MemoryStore store = new MemoryStore();
    private final Surroundings surroundings = new Surroundings(
            store,
            LeaseHolder.ofSoleProcess(CLOCK),
            new ExporterMetrics(new PrometheusRegistry(), "1", "a", () -> 0, () -> Duration.ZERO, ShownSeries.ALL),
            new RunLog(CLOCK),
            new ManifestLog(),
            new TargetErrors(CLOCK),
            (generation, task, interval) -> {},
            CLOCK);
    private final Generations generations = new Generations();
    private final HttpServer server;

    GenerationsTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::findNothing);
    }

    private void findNothing(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        maxAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try (exchange) {
            release.await();
            atOnce.decrementAndGet();
            exchange.getResponseHeaders().set("x-amzn-ErrorType", error.get());
            exchange.sendResponseHeaders(error.get().equals("AccessDeniedException") ? 403 : 404, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @BeforeEach
    void start() {
        System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
        System.setProperty("aws.secretAccessKey", "very-secret");
        server.start();
        store.open();
    }

    @AfterEach
    void stop() {
        release.countDown();
        generations.close();
        server.stop(0);
        threads.shutdownNow();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    private void replace(Configuration next) {
        Generation before = generations.current();
        generations.begin(before.next(next));
        generations.retire(before);
    }

    @Test
    void oneThatIsReplacedIsNotClosedBeforeItIsRetired() throws Exception {
        release.countDown();
        AwsAccounts old = accounts("5s");
        generations.begin(new Generation(configuration("5s", EAST), old, surroundings));
        Generation before = generations.current();
        generations.begin(before.next(configuration("6s", WEST)));
        old.caller().callerAccountId("us-east-1");
        int asked = requests.get();
        assertThat(asked).isPositive();

        generations.retire(before);
        old.caller().callerAccountId("us-east-1");
        assertThat(requests).hasValue(asked);
    }

    @Test
    void whatIsUnderWayEndsUnderTheOldGenerationWhichIsClosedThen() throws Exception {
        AwsAccounts old = accounts("5s");
        generations.begin(new Generation(configuration("5s", EAST), old, surroundings));
        Future<?> run =
                threads.submit(() -> task("111111111111/us-east-1").run().run());
        await("the request").until(() -> requests.get() == 1);

        Generation before = generations.current();
        generations.begin(before.next(configuration("6s", WEST)));
        generations.retire(before);
        assertThat(generations.targets()).containsExactly(WEST);
        release.countDown();
        run.get(20, TimeUnit.SECONDS);

        int asked = requests.get();
        old.caller().callerAccountId("us-east-1");
        assertThat(requests).as("the old connections are closed").hasValue(asked);
        assertThat(asked).as("it was answered before").isPositive();
        generations.current().tasks().run("111111111111/us-west-2");
        assertThat(requests).as("the new ones are not").hasValueGreaterThan(asked);
    }

    @Test
    void cyclesOfATargetNeverOverlapWhicheverGenerationTheyAreOf() throws Exception {
        generations.begin(new Generation(configuration("5s", EAST), accounts("5s"), surroundings));
        Task old = task("111111111111/us-east-1");
        Future<?> first = threads.submit(() -> old.run().run());
        await("the request").until(() -> requests.get() == 1);

        replace(configuration("6s", EAST));
        Future<?> second = threads.submit(() -> old.run().run());
        await("a wait for the turn")
                .until(() -> surroundings.leases().turn(EAST.name()).hasQueuedThreads());
        release.countDown();
        first.get(20, TimeUnit.SECONDS);
        second.get(20, TimeUnit.SECONDS);

        assertThat(maxAtOnce).hasValue(1);
        assertThat(requests).hasValueGreaterThan(1);
    }

    @Test
    void aTargetThatDeniedUsIsAskedAtOnceIfItIsReachedInAnotherWay() throws ConfigException {
        release.countDown();
        error.set("AccessDeniedException");
        generations.begin(new Generation(configuration("5s", EAST), accounts("5s"), surroundings));
        generations.current().tasks().run("111111111111/us-east-1");
        int asked = requests.get();
        replace(configuration("5s", EAST));
        generations.current().tasks().run("111111111111/us-east-1");
        assertThat(requests).as("the back-off is kept").hasValue(asked);

        replace(configuration("6s", EAST));
        generations.current().tasks().run("111111111111/us-east-1");
        assertThat(requests).hasValueGreaterThan(asked);
    }

    @Test
    void aTaskThatIsNoMoreRunsNothingAndAHintAboutWhatIsNotWatchedIsIgnored() throws ConfigException {
        generations.begin(new Generation(configuration("5s", EAST), accounts("5s"), surroundings));
        Task gone = task("111111111111/us-east-1");
        replace(configuration("5s", WEST));
        gone.run().run();
        JobArn job = JobArn.parse("arn:aws:bedrock:us-east-1:111111111111:model-invocation-job/aaaaaaaaaaaa");

        assertThat(generations.look(EAST, Hinted.jobs(Set.of(job))).outcomes())
                .containsExactly(Map.entry(job, HintOutcome.IGNORED));
        assertThat(requests).hasValue(0);
    }

    @Test
    void seriesOfWhatIsWatchedNoMoreAreHiddenUntilItComesBack() throws ConfigException {
        Target never = new Target("999999999999", "us-east-1");
        generations.begin(new Generation(configuration("5s", EAST), accounts("5s"), surroundings));
        replace(configuration("5s", WEST));
        assertThat(generations.isTargetShown(EAST)).isFalse();
        assertThat(generations.isTargetShown(WEST)).isTrue();
        assertThat(generations.isTargetShown(never)).as("nobody took it out").isTrue();

        replace(configuration("5s", EAST));
        assertThat(generations.isTargetShown(EAST)).isTrue();
        assertThat(generations.isTargetShown(WEST)).isFalse();
    }

    @Test
    void oneThatCannotBeMadeLeavesTheOneInForceAtWork() throws ConfigException {
        release.countDown();
        Generation present = new Generation(configuration("5s", EAST), accounts("5s"), surroundings);
        generations.begin(present);
        Configuration nothing =
                new ConfigLoader(region -> true).load("{aws: {ca_bundle: /no/such/file.pem}}", "c.yml", Map.of());

        assertThatThrownBy(() -> present.next(nothing)).hasMessageContaining("/no/such/file.pem");
        task("111111111111/us-east-1").run().run();

        assertThat(requests).hasPositiveValue();
    }

    @Test
    void oneThatBeginsAfterTheEndIsClosedAtOnce() throws ConfigException {
        release.countDown();
        generations.begin(new Generation(configuration("5s", EAST), accounts("5s"), surroundings));
        AwsAccounts late = accounts("6s");
        late.caller().callerAccountId("us-east-1");
        int before = requests.get();
        generations.close();
        generations.begin(new Generation(configuration("6s", WEST), late, surroundings));
        task("111111111111/us-east-1").run().run();
        late.caller().callerAccountId("us-east-1");

        assertThat(before).isPositive();
        assertThat(requests).hasValue(before);
    }

    private Task task(String name) {
        return generations.tasks(target -> Optional.empty()).stream()
                .filter(task -> task.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Configuration configuration(String readTimeout, Target target) throws ConfigException {
        return new ConfigLoader(region -> true)
                .load(
                        "{jobs: ['arn:aws:bedrock:" + target.region() + ":" + target.accountId()
                                + ":model-invocation-job/aaaaaaaaaaaa'], aws: {endpoint_url: 'http://127.0.0.1:"
                                + server.getAddress().getPort() + "', read_timeout: " + readTimeout + "}}",
                        "c.yml",
                        Map.of());
    }

    private AwsAccounts accounts(String readTimeout) throws ConfigException {
        return AwsAccounts.of(configuration(readTimeout, EAST), Map.of(), "1", surroundings.metrics(), CLOCK);
    }
}
