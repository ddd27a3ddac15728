package io.github.bedrockbatch.benchmark;

import io.github.bedrockbatch.simulator.Fleet;
import io.github.bedrockbatch.simulator.JobScript;
import io.github.bedrockbatch.simulator.Outcome;
import io.github.bedrockbatch.simulator.Simulator;
import io.github.bedrockbatch.simulator.SimulatorConfig;
import io.github.bedrockbatch.simulator.Timings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Start to ready, and memory at rest, of the jar, of the image's runtime with its AOT cache, and of cloudwatch_exporter, the
 * peer that is written in Java too, with nothing to export. Ours polls a simulated region and keeps its state in SQLite.
 *
 * <p>Arguments: our jar, the peer's, how many starts of each are counted.
 */
final class StartBenchmark {
    private static final String PEER = "cloudwatch_exporter 0.16.0";
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final int JOBS = 1000;
    /** Of the jobs, one was submitted each minute until now: some are under way, most have ended. */
    private static final Timings TIMINGS = Timings.ofSeconds(60, 300, 3600, 7200, 60);

    private static final int MEMORY_RUNS = 3;
    private static final Duration SETTLED = Duration.ofSeconds(90);
    private static final Duration SCRAPE_INTERVAL = Duration.ofSeconds(15);

    private final Path jar;
    private final Path peer;
    private final Path directory;
    private final Path image;

    private StartBenchmark(Path jar, Path peer, Path directory) throws IOException, InterruptedException {
        this.jar = jar;
        this.peer = peer;
        this.directory = directory;
        this.image = image(jar, directory.resolve("image"));
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("start-benchmark");
        StartBenchmark benchmark = new StartBenchmark(Path.of(args[0]), Path.of(args[1]), directory);
        try (Simulator idle = simulator(0);
                Simulator busy = simulator(JOBS)) {
            System.out.println(benchmark.starts(Integer.parseInt(args[2]), idle).table(PEER));
            System.out.println(benchmark.memory(idle, busy).table(PEER));
        }
    }

    /** Each program in turn, again and again, so that a slow minute of the machine is shared; the first round is not counted. */
    private Figures starts(int rounds, Simulator idle) throws IOException, InterruptedException {
        Figures figures = new Figures("start to ready, ms");
        Map<Program, Path> programs =
                directories(List.of(cloudwatchExporter(), plain("", idle), runtime("", idle)), "start");
        for (int round = 0; round <= rounds; round++) {
            for (Map.Entry<Program, Path> entry : programs.entrySet()) {
                try (Started started = Started.start(entry.getKey(), entry.getValue())) {
                    double ready = started.awaitReady();
                    if (round > 0) {
                        figures.add(entry.getKey().name(), ready);
                    }
                }
            }
        }
        return figures;
    }

    /** All at once, scraped as Prometheus does: memory does not depend on the machine's speed. */
    private Figures memory(Simulator idle, Simulator busy) throws IOException, InterruptedException {
        Figures figures = new Figures("resident memory, MiB");
        String jobs = ", " + JOBS + " jobs";
        List<Program> programs = List.of(
                cloudwatchExporter(), plain("", idle), runtime("", idle), plain(jobs, busy), runtime(jobs, busy));
        for (int run = 1; run <= MEMORY_RUNS; run++) {
            Map<String, Started> started = new LinkedHashMap<>();
            for (Map.Entry<Program, Path> entry :
                    directories(programs, "memory" + run).entrySet()) {
                started.put(entry.getKey().name(), Started.start(entry.getKey(), entry.getValue()));
            }
            settle(started.values().stream().toList());
            for (Map.Entry<String, Started> entry : started.entrySet()) {
                figures.add(entry.getKey(), entry.getValue().residentMebibytes());
                entry.getValue().close();
            }
        }
        return figures;
    }

    private static void settle(List<Started> programs) throws InterruptedException {
        for (Started program : programs) {
            program.awaitReady();
        }
        for (Duration time = Duration.ZERO; time.compareTo(SETTLED) < 0; time = time.plus(SCRAPE_INTERVAL)) {
            Thread.sleep(SCRAPE_INTERVAL);
            programs.forEach(Started::scrape);
        }
    }

    private Program cloudwatchExporter() throws IOException {
        Path file = Files.writeString(directory.resolve("cloudwatch.yml"), "region: us-east-1\nmetrics: []\n");
        return new Program(
                PEER, port -> List.of(JAVA, "-jar", peer.toString(), Integer.toString(port), file.toString()));
    }

    private Program plain(String name, Simulator simulator) throws IOException {
        return ours("java -jar" + name, List.of(JAVA, "-jar", jar.toString()), simulator);
    }

    private Program runtime(String name, Simulator simulator) throws IOException {
        String java = image.resolve("runtime/bin/java").toString();
        return ours("image's runtime, AOT cache" + name, List.of(java, "@" + image.resolve("java.args")), simulator);
    }

    /** Makes what the Dockerfile makes, by the same recipe. */
    private static Path image(Path jar, Path folder) throws IOException, InterruptedException {
        List<String> recipe =
                List.of("src/image/build.sh", System.getProperty("java.home"), jar.toString(), folder.toString());
        if (new ProcessBuilder(recipe).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException(recipe + ": must succeed");
        }
        return folder;
    }

    private Program ours(String name, List<String> start, Simulator simulator) throws IOException {
        Path file = directory.resolve("exporter-" + simulator.uri().getPort() + ".yml");
        Files.writeString(
                file, "discovery: [{regions: [us-east-1]}]\naws: {endpoint_url: \"" + simulator.uri() + "\"}\n");
        return new Program(name, port -> {
            List<String> command = new ArrayList<>(start);
            command.add("--config.file=" + file);
            command.add("--web.listen-address=127.0.0.1:" + port);
            return command;
        });
    }

    private Map<Program, Path> directories(List<Program> programs, String prefix) throws IOException {
        Map<Program, Path> directories = new LinkedHashMap<>();
        for (Program program : programs) {
            directories.put(program, Files.createTempDirectory(directory, prefix));
        }
        return directories;
    }

    private static Simulator simulator(int jobs) throws IOException {
        Simulator simulator = Simulator.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Fleet.empty(), InstantSource.system());
        List<Outcome> outcomes = List.of(Outcome.values());
        for (int job = 0; job < jobs; job++) {
            Duration age = Duration.ofMinutes(1 + job);
            simulator.add(JobScript.of(
                    SimulatorConfig.DEFAULT_ACCOUNT,
                    "us-east-1",
                    "job-" + job,
                    outcomes.get(job % outcomes.size()),
                    Instant.now().minus(age),
                    TIMINGS));
        }
        return simulator;
    }
}
