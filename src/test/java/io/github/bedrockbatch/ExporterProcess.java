package io.github.bedrockbatch;

import static org.awaitility.Awaitility.await;

import io.github.bedrockbatch.testing.DefaultSignals;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged program as a process of its own, with credentials that no AWS would take. */
final class ExporterProcess implements AutoCloseable {
    /** How long a process may take to start or to end on a busy machine. */
    static final Duration PATIENCE = Duration.ofSeconds(45);

    private static final Pattern READY = Pattern.compile("Ready: metrics at https?://127\\.0\\.0\\.1:([0-9]+)/metrics");
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    private final Process process;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<Thread> readers;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    private ExporterProcess(Process process) {
        this.process = process;
        this.readers = List.of(
                Thread.ofVirtual().start(() -> copy(process.inputReader(), output)),
                Thread.ofVirtual().start(() -> copy(process.errorReader(), errors)));
    }

    /** Starts the program in a directory on the Java that runs the tests. */
    static ExporterProcess start(Path directory, String... arguments) throws IOException {
        return start(JAVA_HOME, directory, arguments);
    }

    /** Starts the program so with further variables of the environment. */
    static ExporterProcess start(Path directory, Map<String, String> environment, String... arguments)
            throws IOException {
        return start(JAVA_HOME, builtJar(), directory, environment, arguments);
    }

    /** Starts the program on another Java. */
    static ExporterProcess start(Path javaHome, Path directory, String... arguments) throws IOException {
        return start(javaHome, builtJar(), directory, Map.of(), arguments);
    }

    /** Returns the path of the jar that this build made. */
    static String builtJar() {
        return Objects.requireNonNull(System.getProperty("exporter.jar"), "exporter.jar: not set by the build");
    }

    private static ExporterProcess start(
            Path javaHome, String jar, Path directory, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                javaHome.resolve("bin").resolve("java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                jar));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        isolate(builder.environment(), directory);
        builder.environment().putAll(environment);
        builder.environment().values().removeIf(String::isEmpty);
        return new ExporterProcess(DefaultSignals.start(builder));
    }

    /** Starts the daemon with a configuration file on a free port of the loopback. */
    static ExporterProcess daemon(Path file) throws IOException {
        return daemon(file, Map.of());
    }

    /** Starts the daemon so with further variables of the environment; an empty one is taken away. */
    static ExporterProcess daemon(Path file, Map<String, String> environment) throws IOException {
        return daemon(builtJar(), file, environment);
    }

    /** Starts the daemon of another version's jar. */
    static ExporterProcess daemon(String jar, Path file, Map<String, String> environment) throws IOException {
        return start(
                JAVA_HOME,
                jar,
                Objects.requireNonNull(file.toAbsolutePath().getParent()),
                environment,
                "--config.file=" + file,
                "--web.listen-address=127.0.0.1:0");
    }

    /** The lines on stdout so far. */
    List<String> output() {
        return output;
    }

    /** The lines on stderr so far. */
    List<String> errors() {
        return errors;
    }

    /** The port of the metrics, once the daemon has said that it is ready. */
    OptionalInt port() {
        return output.stream()
                .map(READY::matcher)
                .filter(Matcher::find)
                .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
                .findFirst();
    }

    /** Waits until the daemon is ready. */
    ExporterProcess awaitReady() {
        await("a ready daemon, which said " + output + errors)
                .atMost(PATIENCE)
                .until(() -> port().isPresent() || !process.isAlive());
        if (port().isEmpty()) {
            throw new IllegalStateException("exit code " + awaitExit() + ": no daemon: " + output + errors);
        }
        return this;
    }

    /** Every sample of /metrics by its series, as {@code name{label="value"}}. */
    Map<String, Double> scrape() {
        return parse(get("/metrics"));
    }

    /** What is answered at a path, with 200. */
    String get(String path) {
        HttpResponse<String> response = send(request(path).GET().build());
        if (response.statusCode() != 200) {
            throw new IllegalStateException(response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    /** What is answered to a POST without a body. */
    HttpResponse<String> post(String path) {
        return send(request(path).POST(BodyPublishers.noBody()).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port().orElseThrow() + path))
                .timeout(TIMEOUT);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends the process as kill -9 does, and waits until all that it wrote is read. */
    void kill() {
        signal(ProcessHandle::destroyForcibly);
        awaitExit();
    }

    /** Ends the process as kill -9 does, so long after now. */
    void killIn(Duration delay) {
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> signal(ProcessHandle::destroyForcibly));
    }

    /** Ends the process with SIGTERM, so long after now. */
    void terminateIn(Duration delay) {
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> signal(ProcessHandle::destroy));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Sends a signal by its name, such as {@code HUP}. */
    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        if (kill.waitFor() != 0) {
            throw new IllegalStateException("kill -" + name + ": " + process);
        }
    }

    /** Waits for a line on stdout that has this text. */
    void awaitOutput(String text) {
        await(text).atMost(PATIENCE).until(() -> output.stream().anyMatch(line -> line.contains(text)));
    }

    /** Ends the process with SIGTERM and gives its exit code. */
    int terminate() {
        signal(ProcessHandle::destroy);
        return awaitExit();
    }

    /** {@link Process} would close its end of the pipes as well, and lose what is still in them. */
    private void signal(Predicate<ProcessHandle> signal) {
        boolean sent = signal.test(process.toHandle());
        assert sent || !process.isAlive();
    }

    /** The exit code, once the process has ended and all that it wrote is read. */
    int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the process did not end: " + output + errors);
            }
            for (Thread reader : readers) {
                reader.join();
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        kill();
        client.close();
    }

    private static Map<String, Double> parse(String exposition) {
        Map<String, Double> samples = new HashMap<>();
        exposition
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .forEach(line -> {
                    int end = line.lastIndexOf(' ');
                    samples.put(line.substring(0, end), value(line.substring(end + 1)));
                });
        return samples;
    }

    private static double value(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }

    private static void isolate(Map<String, String> environment, Path directory) {
        environment
                .keySet()
                .removeIf(name ->
                        name.startsWith("AWS_") || name.equals("JAVA_TOOL_OPTIONS") || name.equals("JDK_JAVA_OPTIONS"));
        environment.put("AWS_ACCESS_KEY_ID", "dummy");
        environment.put("AWS_SECRET_ACCESS_KEY", "dummy");
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        environment.put("AWS_CONFIG_FILE", directory.resolve("no-aws-config").toString());
        environment.put(
                "AWS_SHARED_CREDENTIALS_FILE",
                directory.resolve("no-aws-credentials").toString());
    }

    /** Copies lines until the process ends; a process that is killed may break off a read, which is an end too. */
    private static void copy(BufferedReader reader, List<String> lines) {
        try (reader) {
            reader.lines().forEach(lines::add);
        } catch (UncheckedIOException | IOException e) {
            lines.add("(" + e + ")");
        }
    }
}
