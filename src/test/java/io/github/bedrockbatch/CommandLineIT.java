package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds what the program says on its command line, and with which exit code it ends. */
class CommandLineIT {
    private static final Pattern MAJOR = Pattern.compile("JAVA_VERSION=\"(?:1\\.)?([0-9]+)");
    /** A daemon need not reach AWS to run: nothing listens there. */
    private static final String MEMORY = """
            discovery: [{regions: [us-east-1]}]
            aws: {endpoint_url: "http://127.0.0.1:1"}
            store: {type: memory}
            """;

    @TempDir
    private Path directory = Path.of(".");

    @Test
    void printsItsVersion() throws IOException {
        try (ExporterProcess exporter = run("--version")) {
            assertThat(exporter.awaitExit()).isZero();
            assertThat(exporter.output())
                    .satisfiesExactly(
                            program -> assertThat(program).matches("bedrock-batch-exporter [0-9]+\\.[0-9]+\\.[0-9]+.*"),
                            commit -> assertThat(commit).matches("Commit ([0-9a-f]{40,64}|unknown)"),
                            java -> assertThat(java).matches("Java [0-9]+.*\\(.+\\)"));
            assertThat(exporter.errors()).isEmpty();
        }
    }

    @Test
    void printsItsUsage() throws IOException {
        try (ExporterProcess exporter = run("--help")) {
            assertThat(exporter.awaitExit()).isZero();
            assertThat(String.join("\n", exporter.output()))
                    .contains(
                            "--config.file",
                            "--config.check",
                            "--config.enable-auto-reload",
                            "--web.listen-address",
                            "--web.config.file",
                            "--web.max-requests",
                            "--log.level",
                            "healthcheck");
            assertThat(exporter.errors()).isEmpty();
        }
    }

    @Test
    void refusesAnUnknownFlag() throws IOException {
        try (ExporterProcess exporter = run("--nonsense")) {
            assertThat(exporter.awaitExit()).isEqualTo(2);
            assertThat(exporter.errors()).first().asString().contains("--nonsense");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "513", "many"})
    void refusesANumberOfRequestsThatCannotBe(String number) throws IOException {
        Path file = configuration(MEMORY);
        try (ExporterProcess exporter = run("--config.file=" + file, "--web.max-requests=" + number)) {
            assertThat(exporter.awaitExit()).isEqualTo(2);
            assertThat(exporter.errors())
                    .containsExactly(number + ": must be a whole number from 1 to 512: change --web.max-requests");
        }
    }

    @Test
    void listsEveryErrorOfABadConfiguration() throws IOException {
        Path file = configuration("poll: {interval: 2h}\nstorre: {type: memory}\njobs: [nonsense]\n");
        try (ExporterProcess exporter = run("--config.file=" + file)) {
            assertThat(exporter.awaitExit()).isEqualTo(2);
            assertThat(exporter.errors())
                    .hasSize(3)
                    .allSatisfy(line -> assertThat(line).startsWith(file + ":"));
            assertThat(String.join("\n", exporter.errors())).contains("poll.interval", "storre", "nonsense");
        }
    }

    @Test
    void refusesAQueueWhoseRegionNobodyTells() throws IOException {
        Path file = configuration(MEMORY + "notifications: {sqs_queues: ['http://host/123456789012/jobs']}\n");
        for (String flag : List.of("--config.check", "--web.listen-address=127.0.0.1:0")) {
            try (ExporterProcess exporter = run("--config.file=" + file, flag)) {
                assertThat(exporter.awaitExit()).isEqualTo(2);
                assertThat(exporter.errors())
                        .hasSize(1)
                        .first()
                        .asString()
                        .contains("http://host/123456789012/jobs: must name the region", "notifications.sqs_queues");
            }
        }
    }

    @Test
    void refusesAMissingConfiguration() throws IOException {
        try (ExporterProcess exporter = run("--config.file=absent.yml")) {
            assertThat(exporter.awaitExit()).isEqualTo(2);
            assertThat(exporter.errors()).hasSize(1).first().asString().contains("absent.yml");
        }
    }

    @Test
    void refusesToWatchNothing() throws IOException {
        try (ExporterProcess exporter = run("--web.listen-address=127.0.0.1:0")) {
            assertThat(exporter.awaitExit()).isEqualTo(2);
            assertThat(exporter.errors()).hasSize(1).first().asString().contains("AWS_REGION");
        }
    }

    @Test
    void refusesATakenPort() throws IOException {
        Path file = configuration(MEMORY);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ExporterProcess exporter =
                        run("--config.file=" + file, "--web.listen-address=127.0.0.1:" + taken.getLocalPort())) {
            assertThat(exporter.awaitExit()).isEqualTo(1);
            assertThat(exporter.errors()).hasSize(1).first().asString().contains(String.valueOf(taken.getLocalPort()));
        }
    }

    @Test
    void refusesAStoreThatAnotherProcessHolds() throws IOException {
        Path file = configuration(MEMORY.replace("type: memory", "path: state.db"));
        try (ExporterProcess holder = ExporterProcess.daemon(file)) {
            holder.awaitReady();
            try (ExporterProcess exporter = ExporterProcess.daemon(file)) {
                assertThat(exporter.awaitExit()).isEqualTo(1);
                assertThat(exporter.errors()).hasSize(1).first().asString().contains("state.db", "another process");
            }
        }
    }

    @Test
    void saysWhetherADaemonIsHealthyAndEndsInOrderAtSigterm() throws IOException {
        try (ExporterProcess exporter = ExporterProcess.daemon(configuration(MEMORY))) {
            int port = exporter.awaitReady().port().orElseThrow();
            assertThat(healthcheck(port)).isZero();
            Instant asked = Instant.now();
            assertThat(exporter.terminate()).isZero();
            assertThat(Duration.between(asked, Instant.now())).isLessThan(Duration.ofSeconds(10));
            assertThat(healthcheck(port)).isEqualTo(1);
        }
    }

    @Test
    void saysOnAnOldJavaWhatItNeeds() throws IOException {
        Optional<Path> old = oldJava();
        assumeThat(old).as("a Java older than 25").isPresent();
        try (ExporterProcess exporter = ExporterProcess.start(old.orElseThrow(), directory, "--version")) {
            assertThat(exporter.awaitExit()).isEqualTo(1);
            assertThat(exporter.output()).isEmpty();
            assertThat(exporter.errors()).hasSize(1).first().asString().contains("needs Java 25 or newer");
        }
    }

    private int healthcheck(int port) throws IOException {
        try (ExporterProcess check = run("healthcheck", "--web.listen-address=127.0.0.1:" + port)) {
            return check.awaitExit();
        }
    }

    private ExporterProcess run(String... arguments) throws IOException {
        return ExporterProcess.start(directory, arguments);
    }

    private Path configuration(String yaml) throws IOException {
        return Files.writeString(directory.resolve("exporter.yml"), yaml);
    }

    /** A Java beside the one that runs the tests, or where JAVA_HOME_17_X64 says. */
    private static Optional<Path> oldJava() throws IOException {
        String named = System.getenv("JAVA_HOME_17_X64");
        if (named != null) {
            return Optional.of(Path.of(named));
        }
        Path home = Path.of(System.getProperty("java.home"));
        try (Stream<Path> siblings = Files.list(Objects.requireNonNull(home.getParent()))) {
            List<Path> all = siblings.sorted().toList();
            return all.stream().filter(CommandLineIT::isOld).findFirst();
        }
    }

    private static boolean isOld(Path home) {
        if (!Files.isExecutable(home.resolve("bin").resolve("java"))) {
            return false;
        }
        try {
            Matcher version = MAJOR.matcher(Files.readString(home.resolve("release")));
            return version.find() && Integer.parseInt(version.group(1)) < 25;
        } catch (IOException e) {
            return false;
        }
    }
}
