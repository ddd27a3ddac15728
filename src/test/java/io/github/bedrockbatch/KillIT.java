package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.simulator.JobScript;
import io.github.bedrockbatch.simulator.SimulatedJob;
import io.github.bedrockbatch.store.JdbcStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Holds that a daemon on SQLite counts each transition and each job's tokens once and tells them at least once, at whatever
 * moments it is killed.
 * {@code -Dkills=100} kills more often than 20 times, {@code -Dseed=…} kills at the moments of an earlier run. With
 * {@code -Dbefore=JAR}, the path of an earlier version's jar, that version writes the store during the first quarter of the
 * kills, is ended as an update ends it, and this version goes on.
 */
class KillIT {
    private static final int KILLS = Integer.getInteger("kills", 20);
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    private static final String BUILT = ExporterProcess.builtJar();
    private static final String BEFORE = System.getProperty("before", BUILT);
    private static final int UPDATE = KILLS / 4;
    private static final int JOBS = 200;
    private static final int FEWEST_RECORDS = 1_000;
    /** AWS's clock is behind ours, so that two minutes after an end by its clock are twenty seconds after it by ours. */
    private static final Duration SKEW = Duration.ofSeconds(100);

    private static final Duration SETTLING = Duration.ofMinutes(2);
    /** Jobs that are not new at the start end soon, so that kills fall into their pruning, a minute later. */
    private static final Duration EARLIER = Duration.ofSeconds(15);

    /** Manifests of the jobs that end first are written late: kills fall into the minute after which they are asked for again. */
    private static final Duration LATE = Duration.ofSeconds(20);

    private static final int LATE_JOBS = JOBS / 4;

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path directory = Path.of(".");

    private final Random random = new Random(SEED);
    private final Scrapes scrapes = new Scrapes();
    private final Chronicle chronicle = new Chronicle();

    @Test
    void countsEachTransitionOnceAndTellsItAtLeastOnce() throws IOException {
        System.out.println("Kills: " + KILLS + ", seed of their moments: " + SEED);
        Path database = directory.resolve("state.db");
        try (SimulatedAws aws = SimulatedAws.behindBy(SKEW);
                SimulatedS3 s3 = new SimulatedS3(aws, KillIT::manifestWrittenAt)) {
            Path file = aws.configuration(
                    directory,
                    Map.of("s3", s3.uri()),
                    "manifests: {enabled: true}\ndiscovery: [{regions: [us-east-1, us-west-2]}]\nretention: {terminal_jobs: 1m}\n"
                            + "store: {type: sqlite, path: \"" + database + "\"}\n");
            jobs(aws.now()).forEach(aws::add);
            for (int kill = 1; kill <= KILLS; kill++) {
                liveUntilKilled(kill <= UPDATE ? BEFORE : BUILT, file);
                if (kill == UPDATE) {
                    liveUntilUpdated(file);
                }
            }
            liveToTheEnd(file, aws);
            System.out.println(chronicle + "; " + s3);
            new Reckoning(aws, SKEW, scrapes, chronicle).settle(JdbcStore.sqlite(database));
        }
    }

    private static Stream<JobScript> jobs(Instant now) {
        Duration every = EARLIER.plusSeconds(15L + KILLS).dividedBy(JOBS);
        return IntStream.range(0, JOBS).mapToObj(i -> {
            JobScript script = SimulatedAws.script(i, now.minus(EARLIER).plus(every.multipliedBy(i)));
            return script.withRecords(FEWEST_RECORDS + i, script.errors());
        });
    }

    private static long tokens(SimulatedAws aws) {
        return aws.jobs().stream().mapToLong(SimulatedS3::tokens).sum();
    }

    private static Instant manifestWrittenAt(SimulatedJob job) {
        boolean late = job.script().records() < FEWEST_RECORDS + LATE_JOBS;
        return job.timeline().steps().getLast().at().plus(late ? LATE : Duration.ZERO);
    }

    /** Starts a daemon and kills it while it starts, just after it is ready, or in the midst of its work. */
    private void liveUntilKilled(String jar, Path file) throws IOException {
        scrapes.restart();
        try (ExporterProcess exporter = ExporterProcess.daemon(jar, file, Map.of())) {
            int way = random.nextInt(3);
            int moment = random.nextInt(List.of(2_000, 500, 20_000).get(way));
            if (way > 0) {
                exporter.awaitReady();
            }
            exporter.killIn(Duration.ofMillis(moment));
            await("the kill").atMost(ExporterProcess.PATIENCE).until(() -> {
                scrape(exporter);
                return !exporter.isAlive();
            });
            exporter.awaitExit();
            chronicle.add(exporter.output(), true);
        }
    }

    /** Starts a daemon of the earlier version and ends it as an update does. */
    private void liveUntilUpdated(Path file) throws IOException {
        scrapes.restart();
        try (ExporterProcess exporter = ExporterProcess.daemon(BEFORE, file, Map.of())) {
            exporter.awaitReady();
            scrape(exporter);
            assertThat(exporter.terminate()).isZero();
            chronicle.add(exporter.output(), false);
        }
    }

    private void scrape(ExporterProcess exporter) {
        if (exporter.port().isEmpty()) {
            return;
        }
        Map<String, Double> samples;
        try {
            samples = exporter.scrape();
        } catch (UncheckedIOException killedMeanwhile) {
            return;
        }
        scrapes.add(samples);
    }

    private void liveToTheEnd(Path file, SimulatedAws aws) throws IOException {
        scrapes.restart();
        try (ExporterProcess exporter = ExporterProcess.daemon(file)) {
            exporter.awaitReady();
            await("the end of all jobs").atMost(PATIENCE).until(() -> aws.haveEnded(JOBS));
            Instant settled = aws.lastEnd().plus(SETTLING);
            await("a look after all counts had settled").atMost(PATIENCE).until(() -> {
                scrapes.add(exporter.scrape());
                return scrapes.lookedAtAllAfter(settled);
            });
            await("the reading of all manifests").atMost(PATIENCE).until(() -> {
                scrapes.add(exporter.scrape());
                return Evidence.sum(scrapes.last(), Reckoning.TOKENS) >= tokens(aws);
            });
            await("the writing of all events").atMost(PATIENCE).until(() -> {
                scrapes.add(exporter.scrape());
                return scrapes.last("bedrock_batch_exporter_events_pending") == 0;
            });
            assertThat(exporter.terminate()).isZero();
            chronicle.add(exporter.output(), false);
        }
    }
}
