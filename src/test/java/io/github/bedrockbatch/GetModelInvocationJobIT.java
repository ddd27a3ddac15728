package io.github.bedrockbatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.awscli.testing.RecordedEndpoint;
import io.github.bedrockbatch.awscli.testing.Recording;
import io.github.bedrockbatch.testing.DefaultSignals;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds that the packaged program is the AWS CLI's command for whoever starts it as a process. */
class GetModelInvocationJobIT {
    private static final String COMMAND = "get-model-invocation-job";
    private static final Set<String> RECORDINGS = Set.of(
            "hostile00001 json",
            "full00000001 text",
            "hostile00001 table",
            "hostile00001 yaml",
            "query {s:status,n:jobName} table",
            "missing identifier",
            "denied",
            "no credentials",
            "profile",
            "input json file");
    /** What a daemon needs and this command does not. */
    private static final List<String> FOREIGN = List.of(
            "software.amazon.awssdk.services.sso",
            "org.quartz.",
            "org.sqlite.",
            "java.sql.",
            "com.sun.net.httpserver.",
            "ch.qos.logback.",
            "io.micrometer.",
            "io.prometheus.",
            "picocli.CommandLine source");

    @TempDir
    private Path directory = Path.of(".");

    private final RecordedEndpoint endpoint;

    GetModelInvocationJobIT() throws IOException {
        endpoint = RecordedEndpoint.start();
    }

    @AfterEach
    void closeEndpoint() {
        endpoint.close();
    }

    static Stream<Recording> recordings() {
        return Recording.all().stream().filter(recording -> RECORDINGS.contains(recording.name()));
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void agreesWithTheAwsCli(Recording recording) throws Exception {
        recording.writeFiles(endpoint.url(), directory);
        Process process = start(
                recording.environment(endpoint.url(), directory),
                List.of(),
                recording.arguments(endpoint.url(), directory).toArray(String[]::new));
        assertThat(read(process.getInputStream())).isEqualTo(recording.output());
        String errors = errors(process);
        assertThat(exitCode(process)).as(errors).isEqualTo(recording.exitCode());
        assertThat(Recording.error(errors)).isEqualTo(recording.error());
        assertThat(errors.lines().count()).isEqualTo(recording.exitCode() == 0 ? 0 : 1);
        assertThat(endpoint.requests()).isEqualTo(recording.requests());
    }

    @Test
    void hasTenRecordings() {
        assertThat(recordings()).hasSize(10);
    }

    @Test
    void loadsNothingOfTheDaemon() throws Exception {
        Path log = directory.resolve("classes.log");
        Process process =
                start(environment(), List.of("-Xlog:class+load:file=" + log), job("full00000001", "--output=table"));
        assertThat(exitCode(process)).isZero();
        List<String> classes = Files.readAllLines(log);
        assertThat(classes).anyMatch(line -> line.contains("software.amazon.awssdk.services.bedrock.BedrockClient"));
        assertThat(classes.stream().filter(line -> FOREIGN.stream().anyMatch(line::contains)))
                .isEmpty();
        assertThat(classes.stream().filter(line -> line.contains("io.github.bedrockbatch.")))
                .allMatch(line -> line.contains("bedrockbatch.awscli.")
                        || line.contains("bedrockbatch.cli.")
                        || line.contains("bedrockbatch.net.")
                        || line.contains("bedrockbatch.sso.")
                        || line.contains("bedrockbatch.Main ")
                        || line.contains("bedrockbatch.Version "));
    }

    @Test
    void endsWith130AtCtrlC() throws Exception {
        Process process = start(environment(), List.of(), job("hang00000001"));
        await().atMost(ExporterProcess.PATIENCE)
                .until(() -> !endpoint.requests().isEmpty());
        assertThat(new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(exitCode(process)).isEqualTo(130);
        assertThat(errors(process)).isEmpty();
    }

    @Test
    void keepsSilentWhenNobodyReads() throws Exception {
        Process process = start(environment(), List.of(), job("full00000001"));
        process.getInputStream().close();
        assertThat(exitCode(process)).isZero();
        assertThat(errors(process)).isEmpty();
    }

    @Test
    void debugsWithoutSecrets() throws Exception {
        Map<String, String> environment = environment();
        environment.put("AWS_SECRET_ACCESS_KEY", "s3cr3t-key");
        environment.put("AWS_SESSION_TOKEN", "t0k3n-of-session");
        Process process = start(environment, List.of(), job("full00000001", "--debug"));
        assertThat(errors(process))
                .contains("request GET", "response 200", "credentials from environment")
                .doesNotContain("s3cr3t-key", "t0k3n-of-session");
        assertThat(exitCode(process)).isZero();
    }

    @Test
    void isListedAndHasAVersionAndHelp() throws Exception {
        assertThat(output(start(environment(), List.of(), "--version"))).startsWith("bedrock-batch-exporter ");
        assertThat(output(start(environment(), List.of(), "--help"))).contains("--job-identifier", "--query");
        assertThat(output(start(environment(), List.of(), "help"))).contains("--job-identifier");
        try (ExporterProcess exporter = ExporterProcess.start(directory, "--help")) {
            assertThat(exporter.awaitExit()).isZero();
            assertThat(String.join("\n", exporter.output())).contains(COMMAND);
        }
    }

    private Map<String, String> environment() {
        return Recording.all().getFirst().environment(endpoint.url(), directory);
    }

    private String[] job(String id, String... options) {
        List<String> words = new ArrayList<>(
                List.of("--job-identifier", id, "--region", "us-east-1", "--endpoint-url", endpoint.url()));
        words.addAll(Arrays.asList(options));
        return words.toArray(String[]::new);
    }

    private Process start(Map<String, String> environment, List<String> jvmOptions, String... words)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", Objects.requireNonNull(System.getProperty("exporter.jar")), COMMAND));
        command.addAll(Arrays.asList(words));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_") || name.contains("JAVA"));
        builder.environment().putAll(environment);
        return DefaultSignals.start(builder);
    }

    private static String output(Process process) throws Exception {
        String output = read(process.getInputStream());
        assertThat(exitCode(process)).isZero();
        return output;
    }

    private static String errors(Process process) throws IOException {
        return read(process.getErrorStream());
    }

    private static String read(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(ExporterProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        return process.exitValue();
    }
}
