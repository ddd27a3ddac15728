package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds what is left of a process that was stopped, killed, or could not start: nothing, and the right exit code. */
class LeftoversIT {
    /** A daemon need not reach AWS to run: nothing listens there. */
    private static final String CONFIGURATION = """
            discovery: [{regions: [us-east-1]}]
            aws: {endpoint_url: "http://127.0.0.1:1"}
            store: {path: state.db}
            """;

    @TempDir
    private Path directory = Path.of(".");

    @Test
    void noFileStaysInTheTemporaryFolder() throws IOException {
        Path temporary = Files.createDirectory(directory.resolve("temporary"));
        Map<String, String> there = Map.of("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary + " -XX:-UsePerfData");
        Path file = configuration();
        for (int i = 0; i < 3; i++) {
            try (ExporterProcess exporter = ExporterProcess.daemon(file, there)) {
                assertThat(exporter.awaitReady().terminate()).isZero();
            }
            assertThat(temporary).isEmptyDirectory();
        }
        try (ExporterProcess exporter = ExporterProcess.daemon(file, there)) {
            exporter.awaitReady().kill();
        }
        assertThat(temporary).isEmptyDirectory();
    }

    /** Neither by a flag, nor by the file, nor by what only the wired daemon finds out. */
    @ParameterizedTest
    @CsvSource({
        "--web.max-requests=many, 'store: {type: memory}'",
        "--log.level=loud, 'store: {type: memory}'",
        "--log.level=info, 'storre: {type: memory}'",
        "--log.level=info, 'notifications: {sqs_queues: [''http://host/123456789012/jobs'']}'"
    })
    void aRefusedStartLeavesNoFileInTheTemporaryFolder(String flag, String yaml) throws IOException {
        Path temporary = Files.createDirectory(directory.resolve("temporary"));
        Map<String, String> there = Map.of("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary + " -XX:-UsePerfData");
        Path file = Files.writeString(directory.resolve("exporter.yml"), yaml + "\n");
        for (int i = 0; i < 3; i++) {
            try (ExporterProcess exporter = ExporterProcess.start(directory, there, "--config.file=" + file, flag)) {
                assertThat(exporter.awaitExit()).isEqualTo(2);
            }
            assertThat(temporary).isEmptyDirectory();
        }
    }

    @Test
    void aStartThatFailsForARowThatCannotBeReadExitsWith1() throws IOException, SQLException {
        Path file = configuration();
        try (ExporterProcess exporter = ExporterProcess.daemon(file)) {
            assertThat(exporter.awaitReady().terminate()).isZero();
        }
        try (Connection store = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("state.db"));
                Statement statement = store.createStatement()) {
            statement.executeUpdate("INSERT INTO job (arn, account_id, region, version, tracked) "
                    + "VALUES ('x', '123456789012', 'us-east-1', 1, 'nonsense')");
        }
        try (ExporterProcess exporter = ExporterProcess.daemon(file)) {
            assertThat(exporter.awaitExit()).isEqualTo(1);
            assertThat(exporter.errors()).hasSize(1).first().asString().contains("state.db", "cannot be read");
        }
    }

    /** A class that cannot be loaded stands for every Error: when it is met, the schedule and the web server run already. */
    @Test
    void anErrorLateInTheStartEndsTheProcessWith1() throws IOException {
        Path broken = directory.resolve("broken/io/github/bedrockbatch/metrics/RuntimeMetrics.class");
        Files.createDirectories(broken.getParent());
        Files.writeString(broken, "no class");
        Map<String, String> first = Map.of("JDK_JAVA_OPTIONS", "-Xbootclasspath/a:" + directory.resolve("broken"));
        try (ExporterProcess exporter = ExporterProcess.daemon(configuration(), first)) {
            assertThat(exporter.awaitExit()).isEqualTo(1);
            assertThat(exporter.errors())
                    .filteredOn(line -> !line.startsWith("NOTE: Picked up"))
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("ClassFormatError");
        }
    }

    @Test
    void signalsThatAskForSomethingElseDoNotEndIt() throws IOException, InterruptedException {
        try (ExporterProcess exporter = ExporterProcess.daemon(configuration())) {
            int port = exporter.awaitReady().port().orElseThrow();
            exporter.signal("HUP");
            exporter.signal("USR1");
            exporter.awaitOutput("Configuration reloaded: nothing changed");
            exporter.awaitOutput("SIGUSR1");
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            assertThat(exporter.terminate()).isZero();
            assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void theDemoEndsWithItsTerminal() throws IOException, InterruptedException {
        try (ExporterProcess demo = ExporterProcess.start(directory, "demo", "--web.listen-address=127.0.0.1:0")) {
            demo.awaitReady().signal("HUP");
            assertThat(demo.awaitExit()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 300, 500, 700, 900, 1100})
    void sigtermAtAnyMomentOfTheStartIsAnOrderlyEnd(int milliseconds) throws IOException {
        try (ExporterProcess exporter = ExporterProcess.daemon(configuration())) {
            exporter.terminateIn(Duration.ofMillis(milliseconds));
            assertThat(exporter.awaitExit()).isIn(0, 143);
            assertThat(exporter.errors()).isEmpty();
        }
    }

    private Path configuration() throws IOException {
        return Files.writeString(directory.resolve("exporter.yml"), CONFIGURATION);
    }
}
