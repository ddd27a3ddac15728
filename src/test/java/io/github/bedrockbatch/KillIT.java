package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
    /** Manifests of the jobs that end first are written late: kills fall into the minute after which they are asked for again. */
    private static final Duration LATE = Duration.ofSeconds(20);

    private static final int LATE_JOBS = JobLoad.JOBS / 4;

    @TempDir
    private Path directory = Path.of(".");

    private final Random random = new Random(SEED);

    @Test
    void countsEachTransitionOnceAndTellsItAtLeastOnce() throws IOException {
        System.out.println("Kills: " + KILLS + ", seed of their moments: " + SEED);
        Path database = directory.resolve("state.db");
        try (SimulatedAws aws = SimulatedAws.behindBy(JobLoad.SKEW);
                SimulatedS3 s3 = new SimulatedS3(aws, KillIT::manifestWrittenAt)) {
            Path file = aws.configuration(
                    directory,
                    Map.of("s3", s3.uri()),
                    "manifests: {enabled: true}\ndiscovery: [{regions: [us-east-1, us-west-2]}]\nretention: {terminal_jobs: 1m}\n"
                            + "store: {type: sqlite, path: \"" + database + "\"}\n");
            JobLoad load = new JobLoad(aws, Duration.ofSeconds(KILLS));
            for (int kill = 1; kill <= KILLS; kill++) {
                liveUntilKilled(kill <= UPDATE ? BEFORE : BUILT, file, load);
                if (kill == UPDATE) {
                    liveUntilUpdated(file, load);
                }
            }
            load.scrapes().restart();
            try (ExporterProcess exporter = ExporterProcess.daemon(file)) {
                load.liveToTheEnd(exporter.awaitReady());
            }
            System.out.println(load.chronicle() + "; " + s3);
            load.reckoning().settle(JdbcStore.sqlite(database));
        }
    }

    private static Instant manifestWrittenAt(SimulatedJob job) {
        boolean late = job.script().records() < JobLoad.FEWEST_RECORDS + LATE_JOBS;
        return job.timeline().steps().getLast().at().plus(late ? LATE : Duration.ZERO);
    }

    /** Starts a daemon and kills it while it starts, just after it is ready, or in the midst of its work. */
    private void liveUntilKilled(String jar, Path file, JobLoad load) throws IOException {
        load.scrapes().restart();
        try (ExporterProcess exporter = ExporterProcess.daemon(jar, file, Map.of())) {
            int way = random.nextInt(3);
            int moment = random.nextInt(List.of(2_000, 500, 20_000).get(way));
            if (way > 0) {
                exporter.awaitReady();
            }
            exporter.killIn(Duration.ofMillis(moment));
            await("the kill").atMost(ExporterProcess.PATIENCE).until(() -> {
                scrape(exporter, load);
                return !exporter.isAlive();
            });
            exporter.awaitExit();
            load.chronicle().add(exporter.output(), true);
        }
    }

    /** Starts a daemon of the earlier version and ends it as an update does. */
    private static void liveUntilUpdated(Path file, JobLoad load) throws IOException {
        load.scrapes().restart();
        try (ExporterProcess exporter = ExporterProcess.daemon(BEFORE, file, Map.of())) {
            exporter.awaitReady();
            scrape(exporter, load);
            assertThat(exporter.terminate()).isZero();
            load.chronicle().add(exporter.output(), false);
        }
    }

    private static void scrape(ExporterProcess exporter, JobLoad load) {
        if (exporter.port().isEmpty()) {
            return;
        }
        Map<String, Double> samples;
        try {
            samples = exporter.scrape();
        } catch (UncheckedIOException killedMeanwhile) {
            return;
        }
        load.scrapes().add(samples);
    }
}
