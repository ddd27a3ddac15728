package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds that replicas on one PostgreSQL share their targets, count each transition once and tell it at least once, whatever befalls them.
 * {@code -Dreplicas.chaos=PT10M} lets mishaps befall them for longer than 30 seconds, {@code -Dreplicas.seed=…} the mishaps of an
 * earlier run. With {@code -Dreplicas.before=JAR}, the path of an earlier version's jar, the rolling update is one from that version.
 */
class ReplicasIT {
    private static final Duration CHAOS = Duration.parse(System.getProperty("replicas.chaos", "PT30S"));
    private static final long SEED = Long.getLong("replicas.seed", System.nanoTime());
    private static final String BEFORE = System.getProperty("replicas.before", ExporterProcess.builtJar());
    private static final int REGIONS = 8;
    private static final int JOBS = 400;
    private static final Duration FREEZE = Duration.ofSeconds(30);
    /** How soon another replica writes the events of one that died or froze. */
    private static final Duration MAX_SILENCE = Duration.ofSeconds(30);

    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private static final String VIEW_AGE = "bedrock_batch_exporter_view_age_seconds";

    private static final String STORE_ERRORS = "bedrock_batch_exporter_store_errors_total";

    @TempDir
    private static Path directory = Path.of(".");

    private static RestartableDatabase database;

    @BeforeAll
    static void startDatabase() throws IOException {
        database = new RestartableDatabase(directory.resolve("database"));
    }

    @AfterAll
    static void stopDatabase() throws IOException {
        database.close();
    }

    @Test
    void goOnWhenOneIsKilledAnotherFreezesAndTheDatabaseIsRestarted() throws Exception {
        try (Replicas replicas = new Replicas(3, REGIONS, database, "mishaps", directory)) {
            replicas.start();
            replicas.addJobs(JOBS, Duration.ofSeconds(75));

            ReplicaSlot killed = replicas.writer();
            Instant kill = Instant.now();
            replicas.kill(killed);
            replicas.awaitOtherWriter(killed, MAX_SILENCE);
            replicas.awaitCalls(kill, MAX_SILENCE);
            replicas.start(killed);

            ReplicaSlot frozen = replicas.writer();
            replicas.freeze(frozen);
            Instant thaw = Instant.now().plus(FREEZE);
            Instant freeze = Instant.now();
            replicas.awaitOtherWriter(frozen, MAX_SILENCE);
            replicas.awaitCalls(freeze, MAX_SILENCE);
            await("the thaw")
                    .atMost(FREEZE.multipliedBy(2))
                    .until(() -> Instant.now().isAfter(thaw));
            replicas.thaw(frozen);

            database.restart();
            replicas.mishap();

            assertAllIsWellInTheEnd(replicas, JOBS);
        }
    }

    @Test
    void countOnceWhateverHappens() throws Exception {
        System.out.println("Chaos for " + CHAOS + ", seed of its mishaps: " + SEED);
        try (Replicas replicas = new Replicas(3, REGIONS, database, "chaos", directory);
                Chaos chaos = new Chaos(replicas, database, new Random(SEED))) {
            replicas.start();
            replicas.addJobs(JOBS, CHAOS);

            chaos.reign(CHAOS);

            assertAllIsWellInTheEnd(replicas, JOBS);
        }
    }

    private static void assertAllIsWellInTheEnd(Replicas replicas, int jobs) {
        replicas.awaitSettled(jobs);
        SameSeries.assertOf(replicas.slots());
        CallRules calls = replicas.calls();
        System.out.println(calls);
        calls.assertNoLongSilence(Instant.now());
        calls.assertNoOverlaps();
        replicas.settle();
    }

    @Test
    void goOnWhileTheyAreUpdatedOneAfterTheOther() throws Exception {
        try (Replicas replicas = new Replicas(3, REGIONS, database, "rolling", directory)) {
            replicas.start(BEFORE);
            replicas.addJobs(150, Duration.ofSeconds(30));

            for (ReplicaSlot slot : replicas.slots()) {
                assertThat(slot.terminate()).isZero();
                replicas.start(slot);
                await("a ready replica").atMost(PATIENCE).until(() -> {
                    assertThat(replicas.triggersInError()).isZero();
                    return slot.isReady();
                });
            }

            assertAllIsWellInTheEnd(replicas, 150);
            assertThat(replicas.triggersInError()).isZero();
        }
    }

    @Test
    void answerFromTheViewWhileTheDatabaseIsAway() throws Exception {
        try (Replicas replicas = new Replicas(1, 1, database, "away", directory)) {
            replicas.start();
            replicas.addJobs(20, Duration.ofSeconds(10));
            ReplicaSlot slot = replicas.slots().getFirst();
            ExporterProcess exporter = slot.process();
            replicas.awaitCalls(Instant.EPOCH, PATIENCE);

            slot.network().refuse();
            replicas.mishap();

            await("an old view").atMost(PATIENCE).until(() -> slot.scraped(scrapes -> scrapes.last(VIEW_AGE) > 5));
            Instant pause = Instant.now();
            await("errors of the store")
                    .atMost(PATIENCE)
                    .until(() -> slot.scraped(scrapes -> scrapes.last(STORE_ERRORS) > 0));
            assertThat(exporter.get("/")).contains("The store cannot be read.</strong> What is shown is ");
            assertThat(exporter.get("/-/healthy")).isEqualTo("Healthy\n");
            assertThat(exporter.get("/-/ready")).isEqualTo("Ready\n");
            try (ExporterProcess another = slot.startAnother()) {
                assertThat(another.awaitExit()).isOne();
                assertThat(another.errors())
                        .filteredOn(line -> line.startsWith("jdbc:postgresql:"))
                        .singleElement()
                        .asString()
                        .contains("cannot be used: check that the database is running");
            }
            assertThat(replicas.lastCall()).as("the last call to AWS").isBefore(pause);

            slot.network().heal();
            replicas.mishap();

            replicas.awaitCounted(20);
            assertThat(slot.process()).isSameAs(exporter);
            replicas.calls().assertNoLongSilence(Instant.now());
            replicas.terminate();
            assertThat(replicas.entries()).isEqualTo(replicas.chronicle().size());
        }
    }

    @Test
    void leaveReplicasInAnotherSchemaAlone() throws Exception {
        try (Replicas ones = new Replicas(1, 1, database, "ones", directory);
                Replicas others = new Replicas(1, 2, database, "others", directory)) {
            ones.start();
            others.start();
            ones.addJobs(10, Duration.ofSeconds(5));
            others.addJobs(30, Duration.ofSeconds(5));

            ones.awaitCounted(10);
            others.awaitCounted(30);

            ones.calls().assertNoLongSilence(Instant.now());
            others.calls().assertNoLongSilence(Instant.now());
            ones.terminate();
            others.terminate();
            assertThat(ones.entries()).isEqualTo(ones.chronicle().size());
            assertThat(others.entries()).isEqualTo(others.chronicle().size());
        }
    }
}
