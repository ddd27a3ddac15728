package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.simulator.Fault;
import io.github.bedrockbatch.simulator.FaultRule;
import io.github.bedrockbatch.store.JdbcStore;
import io.github.bedrockbatch.store.PostgresSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Replicas of the packaged program on one schema of a database, with the AWS that they watch. All of them are scraped every second. */
final class Replicas implements AutoCloseable {
    private static final List<String> ALL_REGIONS = List.of(
            "us-east-1",
            "us-west-2",
            "eu-west-1",
            "eu-central-1",
            "ap-northeast-1",
            "ap-southeast-2",
            "ca-central-1",
            "sa-east-1");
    /** AWS's clock is behind ours, so that two minutes after an end by its clock are fifteen seconds after it by ours. */
    private static final Duration SKEW = Duration.ofSeconds(105);

    private static final Duration SETTLING = Duration.ofMinutes(2);
    /** Calls that take no time would hardly ever overlap. */
    private static final Duration LIST_DELAY = Duration.ofMillis(200);

    private static final Duration GET_DELAY = Duration.ofMillis(50);

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final RestartableDatabase database;
    private final String schema;
    private final SimulatedAws aws;
    private final SimulatedS3 s3;
    private final CallLog calls;
    private final List<ReplicaSlot> slots = new ArrayList<>();
    private final List<Instant> mishaps = new CopyOnWriteArrayList<>();
    private final List<CallRules.Thaw> thaws = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService scraping = Executors.newScheduledThreadPool(4);
    private final List<Future<?>> scrapers = new ArrayList<>();

    /** Prepares some that watch so many regions, and starts none. */
    Replicas(int count, int regions, RestartableDatabase database, String schema, Path directory) throws IOException {
        this.database = database;
        this.schema = schema;
        aws = SimulatedAws.behindBy(SKEW, ALL_REGIONS.subList(0, regions));
        aws.faults().add(FaultRule.of(new Fault.Delay(LIST_DELAY)).onOperation("ListModelInvocationJobs"));
        aws.faults().add(FaultRule.of(new Fault.Delay(GET_DELAY)).onOperation("GetModelInvocationJob"));
        s3 = new SimulatedS3(aws, job -> job.timeline().steps().getLast().at());
        calls = new CallLog(aws.uri());
        for (int number = 1; number <= count; number++) {
            slots.add(slot(schema + "-" + number, directory));
        }
    }

    private ReplicaSlot slot(String name, Path directory) throws IOException {
        DatabaseProxy network = new DatabaseProxy(database.port());
        Path home = Files.createDirectory(directory.resolve(name));
        Path file = Files.writeString(home.resolve("exporter.yml"), """
                poll: {interval: 1s, max_requests_per_second: 50}
                aws: {endpoint_url: "%s", endpoint_urls: {s3: "%s"}, connect_timeout: 1s, read_timeout: 3s}
                manifests: {enabled: true}
                discovery: [{regions: %s}]
                retention: {terminal_jobs: 1m}
                store: {type: postgresql, url: "jdbc:postgresql://127.0.0.1:%d/postgres", username: postgres, schema: %s}
                """.formatted(
                        calls.uri(), s3.uri(), aws.regions(), network.port(), schema));
        return new ReplicaSlot(name, file, network, aws.regions());
    }

    /** Adds jobs that are submitted evenly from a little ago over a time. */
    void addJobs(int count, Duration within) {
        Instant first = aws.now().minusSeconds(5);
        Duration every = within.dividedBy(count);
        IntStream.range(0, count)
                .mapToObj(i -> SimulatedAws.script(aws.regions(), i, first.plus(every.multipliedBy(i))))
                .forEach(aws::add);
    }

    /** Starts all at once, and waits until they are ready. */
    void start() throws IOException {
        start(ExporterProcess.builtJar());
    }

    /** Starts all of a version's jar at once, and waits until they are ready. */
    void start(String jar) throws IOException {
        for (ReplicaSlot slot : slots) {
            slot.start(jar);
        }
        awaitReady();
        slots.forEach(slot -> scrapers.add(scraping.scheduleWithFixedDelay(slot::scrape, 0, 1, TimeUnit.SECONDS)));
    }

    /** Waits until all are ready. */
    void awaitReady() {
        slots.forEach(slot -> slot.process().awaitReady());
        await("ready replicas").atMost(PATIENCE).until(() -> slots.stream().allMatch(ReplicaSlot::isReady));
    }

    List<ReplicaSlot> slots() {
        return slots;
    }

    /** The one that wrote an event last. */
    ReplicaSlot writer() {
        await("an event")
                .atMost(PATIENCE)
                .until(() -> slots.stream().anyMatch(slot -> slot.lastEvent().isPresent()));
        return slots.stream()
                .filter(ReplicaSlot::isReady)
                .max(Comparator.comparing(slot -> slot.lastEvent().orElse(Instant.MIN)))
                .orElseThrow();
    }

    /** Waits until another than this writes an event, which must not take longer than so long from now. */
    void awaitOtherWriter(ReplicaSlot gone, Duration within) {
        Instant now = Instant.now();
        await("an event that another writes")
                .atMost(within)
                .until(() -> slots.stream()
                        .filter(slot -> slot != gone)
                        .flatMap(slot -> slot.lastEvent().stream())
                        .anyMatch(now::isBefore));
    }

    void kill(ReplicaSlot slot) {
        slot.kill();
        mishap();
    }

    void start(ReplicaSlot slot) throws IOException {
        slot.start();
    }

    void freeze(ReplicaSlot slot) throws IOException, InterruptedException {
        slot.freeze();
        mishap();
    }

    void thaw(ReplicaSlot slot) throws IOException, InterruptedException {
        thaws.add(new CallRules.Thaw(slot.caller(), Instant.now()));
        slot.thaw();
        mishap();
    }

    /** Notes that something begins or ends from which the replicas have to recover. */
    void mishap() {
        mishaps.add(Instant.now());
    }

    /** The rules that all calls so far have to keep. */
    CallRules calls() {
        List<CallLog.Call> all = calls.calls();
        assertThat(all).extracting(CallLog.Call::region).containsAll(aws.regions());
        return new CallRules(all, mishaps, thaws);
    }

    /** When AWS was last asked. */
    Instant lastCall() {
        return calls.calls().getLast().begin();
    }

    /** Waits until each region was asked for since a moment. */
    void awaitCalls(Instant since, Duration within) {
        await("calls for " + aws.regions() + " after " + since)
                .atMost(within)
                .untilAsserted(() -> assertThat(calls.calls().stream()
                                .filter(call -> call.begin().isAfter(since)))
                        .extracting(CallLog.Call::region)
                        .containsAll(aws.regions()));
    }

    /** How many triggers Quartz has given up. */
    long triggersInError() throws Exception {
        return database.number("SELECT count(*) FROM " + schema + ".quartz_triggers WHERE trigger_state = 'ERROR'");
    }

    /** Waits until each replica shows all that so many jobs did, and all events are written. */
    void awaitSettled(int jobs) {
        awaitOfAll("all jobs", _ -> aws.haveEnded(jobs));
        Instant settled = aws.lastEnd().plus(SETTLING);
        awaitOfAll("a look after all counts had settled", scrapes -> scrapes.lookedAtAllAfter(settled));
        long tokens = SimulatedS3.tokens(aws.jobs());
        awaitOfAll("all manifests", scrapes -> Evidence.sum(scrapes.last(), Reckoning.TOKENS) >= tokens);
        awaitOfAll("all events", scrapes -> scrapes.last("bedrock_batch_exporter_events_pending") == 0);
    }

    /** Waits until each replica has counted the ends of so many jobs as they truly were. */
    void awaitCounted(int jobs) {
        awaitOfAll(
                "all ends",
                scrapes -> aws.haveEnded(jobs)
                        && aws.regions().stream()
                                .allMatch(region -> Evidence.countedEnds(scrapes.last(), region)
                                        .equals(aws.ends(region))));
    }

    private void awaitOfAll(String what, Predicate<Scrapes> shown) {
        await(what).atMost(PATIENCE).until(() -> {
            assertScraped();
            return slots.stream().allMatch(slot -> slot.scraped(shown::test));
        });
    }

    /** Sees that no scrape has failed. */
    void assertScraped() throws InterruptedException, ExecutionException {
        for (Future<?> scraper : scrapers) {
            if (scraper.isDone()) {
                scraper.get();
            }
        }
    }

    /** Ends all in order, and holds that each has counted the truth, and all together told it. */
    void settle() {
        terminate();
        Chronicle chronicle = chronicle();
        System.out.println(schema + ": " + chronicle);
        slots.forEach(slot -> slot.scraped(scrapes -> {
            new Reckoning(aws, SKEW, scrapes, chronicle).settle(store());
            return true;
        }));
    }

    /** Ends all in order. */
    void terminate() {
        scrapers.forEach(scraper -> scraper.cancel(false));
        slots.forEach(slot -> assertThat(slot.terminate()).as("%s", slot).isZero());
    }

    /** All events that were written. */
    Chronicle chronicle() {
        Chronicle chronicle = new Chronicle();
        chronicle.addAll(slots.stream().flatMap(slot -> slot.outputs().stream()).toList());
        return chronicle;
    }

    /** How many events there are to write. */
    long entries() {
        try (JdbcStore store = store()) {
            store.open();
            return store.read(0, Integer.MAX_VALUE).size();
        }
    }

    private JdbcStore store() {
        return JdbcStore.postgresql(
                new PostgresSettings(database.url(), schema, null, null, 2), InstantSource.system());
    }

    @Override
    public void close() throws IOException {
        scraping.shutdownNow();
        for (ReplicaSlot slot : slots) {
            slot.close();
        }
        calls.close();
        s3.close();
        aws.close();
    }
}
