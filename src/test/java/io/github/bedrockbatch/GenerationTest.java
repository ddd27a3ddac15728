package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.github.bedrockbatch.Generation.Surroundings;
import io.github.bedrockbatch.aws.AwsAccounts;
import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.journal.PollIntervals;
import io.github.bedrockbatch.metrics.ExporterMetrics;
import io.github.bedrockbatch.metrics.ShownSeries;
import io.github.bedrockbatch.metrics.TargetErrors;
import io.github.bedrockbatch.report.ManifestLog;
import io.github.bedrockbatch.report.RunLog;
import io.github.bedrockbatch.schedule.Task;
import io.github.bedrockbatch.store.MemoryStore;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One configuration at work, and one that cannot be. */
final class GenerationTest {
    private static final InstantSource CLOCK = InstantSource.system();

    private final AtomicInteger requests = new AtomicInteger();
    private final ExporterMetrics metrics =
            new ExporterMetrics(new PrometheusRegistry(), "1", "a", () -> 0, () -> Duration.ZERO, ShownSeries.ALL);
    private final RunLog runLog = new RunLog(CLOCK);
    private final HttpServer server;

    GenerationTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.getResponseHeaders().add("x-amzn-ErrorType", "AccessDeniedException");
            exchange.sendResponseHeaders(403, -1);
            exchange.close();
        });
    }

    @BeforeEach
    void start() {
        System.setProperty("aws.accessKeyId", "AKIDEXAMPLE");
        System.setProperty("aws.secretAccessKey", "very-secret");
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void aRegionOfTheCallersOwnHasOneTaskWhicheverItsAccountIs() throws ConfigException {
        try (Generation generation = generation(configuration())) {
            assertThat(generation.plannedTasks(target -> Optional.empty()))
                    .extracting(Task::name)
                    .containsExactly("us-east-1", "housekeeping");
            assertThat(generation.tasks().nameOf(new Target("123456789012", "us-east-1")))
                    .isEqualTo("us-east-1");
            assertThat(generation.tasks().nameOf(new Target(Target.UNKNOWN_ACCOUNT, "us-east-1")))
                    .isEqualTo("us-east-1");
        }
    }

    @Test
    void oneThatCannotBeMadeClosesItsConnections() throws ConfigException {
        Configuration good = configuration();
        AwsAccounts aws = accounts(good);
        aws.caller().callerAccountId("us-east-1");
        int before = requests.get();
        assertThat(before).as("the connections are there").isPositive();

        Configuration bad = new Configuration(
                good.poll(),
                List.of("no ARN"),
                good.discovery(),
                good.aws(),
                good.retention(),
                good.store(),
                good.events(),
                good.manifests(),
                good.notifications(),
                good.metrics());
        assertThatThrownBy(() -> generation(bad, aws)).isInstanceOf(IllegalArgumentException.class);
        aws.caller().callerAccountId("us-east-1");
        assertThat(requests).as("closed").hasValue(before);
    }

    @Test
    void aTargetThatIsReachedAnewIsAskedAtOnceHoweverManyReloadsComeBeforeItsNextPoll() throws ConfigException {
        String watched = "jobs: ['arn:aws:bedrock:us-east-1:111111111111:model-invocation-job/aaaaaaaaaaaa']";
        String task = "111111111111/us-east-1";
        Configuration corrected = configuration(watched, ", read_timeout: 9s");
        try (Generation denied = generation(configuration(watched, ""));
                Generation first = denied.next(corrected)) {
            assertThat(requestsOf(denied, task)).isPositive();
            assertThat(requestsOf(denied, task)).as("in the pause").isZero();

            try (Generation second = first.next(corrected);
                    Generation third = second.next(corrected)) {
                assertThat(requestsOf(third, task)).isPositive();
                try (Generation fourth = third.next(corrected)) {
                    assertThat(requestsOf(fourth, task))
                            .as("once it was asked anew")
                            .isZero();
                }
            }
        }
    }

    /** It may have a job to watch: while it was denied, nobody could know. */
    @Test
    void aTargetThatIsReachedAnewIsPolledInTheBaseIntervalHoweverItIdled() throws ConfigException {
        String watched = "jobs: ['arn:aws:bedrock:us-east-1:111111111111:model-invocation-job/aaaaaaaaaaaa'],"
                + " poll: {interval: 30s, idle_interval: 1h}";
        PollIntervals idle = new PollIntervals(
                Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofHours(1), PollIntervals.Activity.IDLE);
        try (Generation denied = generation(configuration(watched, ""));
                Generation same = denied.next(configuration(watched, ""));
                Generation corrected = denied.next(configuration(watched, ", read_timeout: 9s"))) {
            assertThat(interval(same, idle)).isEqualTo(Duration.ofHours(1));
            assertThat(interval(corrected, idle)).isEqualTo(Duration.ofSeconds(30));
        }
    }

    private static Duration interval(Generation generation, PollIntervals stored) {
        return generation.plannedTasks(target -> Optional.of(stored)).stream()
                .filter(task -> task.name().equals("111111111111/us-east-1"))
                .map(Task::interval)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void forgetsTheTroublesOfWhatIsGoneAndOfNothingElse() throws ConfigException {
        String own = "discovery: [{regions: [us-east-1]}]";
        String queue = ", notifications: {sqs_queues: ['https://sqs.us-east-1.amazonaws.com/111111111111/jobs']}";
        Target unknown = new Target(Target.UNKNOWN_ACCOUNT, "us-east-1");
        String manifests = "manifests of us-east-1";
        try (Generation before = generation(configuration(own + queue + ", manifests: {enabled: true}", ""));
                Generation next = before.next(configuration(own, ""))) {
            for (String task : List.of("us-east-1", manifests, "notifications of 111111111111/us-east-1")) {
                runLog.failed(task, new IllegalStateException("broken"));
            }

            before.forgetTroublesOfWhatIsGone(next);

            assertThat(runLog.trouble(unknown, "us-east-1"))
                    .as("of the region that is still watched")
                    .isPresent();
            assertThat(runLog.trouble(unknown, manifests))
                    .as("of the same task")
                    .isEmpty();
            assertThat(runLog.trouble(unknown, "notifications of 111111111111/us-east-1"))
                    .isEmpty();
        }
    }

    @Test
    void forgetsTheTroubleWithTagsThatNobodyNeedsAnyMore() throws ConfigException {
        String watched = "jobs: ['arn:aws:bedrock:us-east-1:111111111111:model-invocation-job/aaaaaaaaaaaa']";
        String labels = ", metrics: {tag_labels: [team]}";
        Target target = new Target("111111111111", "us-east-1");
        String trouble = "tags of " + target.name();
        try (Generation before = generation(configuration(watched + labels, ""));
                Generation same = before.next(configuration(watched + labels, ""));
                Generation next = before.next(configuration(watched, ""))) {
            runLog.tagsAsked(target, Optional.of("GetResources: broken"));

            before.forgetTroublesOfWhatIsGone(same);
            assertThat(runLog.trouble(target, trouble)).isPresent();
            before.forgetTroublesOfWhatIsGone(next);
            assertThat(runLog.trouble(target, trouble)).isEmpty();
        }
    }

    private int requestsOf(Generation generation, String task) {
        int before = requests.get();
        generation.tasks().run(task);
        return requests.get() - before;
    }

    private Configuration configuration() throws ConfigException {
        return configuration("discovery: [{regions: [us-east-1]}]", "");
    }

    /** @param reach more keys of {@code aws}, with a comma before each */
    private Configuration configuration(String watched, String reach) throws ConfigException {
        String endpoint = "http://127.0.0.1:" + server.getAddress().getPort();
        return new ConfigLoader("us-east-1"::equals)
                .load("{" + watched + ", aws: {endpoint_url: '" + endpoint + "'" + reach + "}}", "c.yml", Map.of());
    }

    private Generation generation(Configuration configuration) {
        return generation(configuration, accounts(configuration));
    }

    private Generation generation(Configuration configuration, AwsAccounts aws) {
        return new Generation(
                configuration,
                aws,
                new Surroundings(
                        new MemoryStore(),
                        LeaseHolder.ofSoleProcess(CLOCK),
                        metrics,
                        runLog,
                        new ManifestLog(),
                        new TargetErrors(CLOCK),
                        (generation, task, interval) -> {},
                        CLOCK));
    }

    private AwsAccounts accounts(Configuration configuration) {
        return AwsAccounts.of(configuration, Map.of(), "1", metrics, CLOCK);
    }
}
