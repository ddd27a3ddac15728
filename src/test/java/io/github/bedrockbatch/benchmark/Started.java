package io.github.bedrockbatch.benchmark;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program as a running process. */
final class Started implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String name;
    private final Path output;
    private final int port;
    private final Process process;
    private final long begin = System.nanoTime();
    private final double launched = System.currentTimeMillis() / 1e3;

    private Started(String name, Path output, int port, Process process) {
        this.name = name;
        this.output = output;
        this.port = port;
        this.process = process;
    }

    /** Starts it in a directory, where its state and its output are. */
    static Started start(Program program, Path directory) throws IOException {
        int port = freePort();
        Path output = directory.resolve("output.log");
        ProcessBuilder builder = new ProcessBuilder(program.command().apply(port))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(output.toFile()));
        Lab.isolate(builder.environment());
        builder.environment().putAll(program.environment());
        return new Started(program.name(), output, port, builder.start());
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns when it was launched, in seconds since the epoch. */
    double launched() {
        return launched;
    }

    /** Returns what it uses, unless it has ended. */
    Usage usage() throws IOException {
        if (!isAlive()) {
            throw new IllegalStateException(name + lastWords());
        }
        return Usage.of(pid());
    }

    /** Waits until {@code /-/ready} answers 200 and returns the time since the launch in milliseconds. */
    double awaitReady() throws IOException, InterruptedException {
        while (!isReady()) {
            requirePatience("must become ready");
            Thread.sleep(BETWEEN_QUESTIONS);
        }
        return (System.nanoTime() - begin) / 1e6;
    }

    /** Waits until so many jobs are shown, without scraping them. */
    void awaitJobs(int jobs) throws IOException, InterruptedException {
        awaitReady();
        while (jobs() < jobs) {
            requirePatience("must show " + jobs + " jobs");
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    /** Makes sure that so many jobs are shown already. */
    void requireJobs(int jobs) throws IOException, InterruptedException {
        double shown = jobs();
        if (shown < jobs) {
            throw new IllegalStateException(
                    name + ": must show " + jobs + " jobs, shows " + Values.number(shown) + lastWords());
        }
    }

    /** Returns the samples of one metric by their labels. */
    Map<String, Double> samples(String metric) throws IOException, InterruptedException {
        return Samples.of(metric, get("/metrics?name[]=" + metric, Download.TEXT, BodyHandlers.ofString()));
    }

    /** Scrapes, and throws the answer away. */
    Download scrape(String headers) throws IOException, InterruptedException {
        Download answer;
        try {
            answer = Download.get(port, "/metrics", headers, Download.Pace.FAST);
        } catch (IOException e) {
            throw died(e);
        }
        if (answer.status() != 200) {
            throw new IllegalStateException(name + ": answers a scrape with " + answer.status() + lastWords());
        }
        return answer;
    }

    /** Scrapes so many times. */
    void scrape(String headers, int times) throws IOException, InterruptedException {
        for (int i = 0; i < times; i++) {
            scrape(headers);
        }
    }

    /** Scrapes into a file. */
    void scrapeTo(Path file, String headers) throws IOException, InterruptedException {
        get("/metrics", headers, BodyHandlers.ofFile(file));
    }

    /** Has a command of jcmd done, and returns what it prints. */
    String jcmd(String command) throws IOException, InterruptedException {
        return Lab.run(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid()), command);
    }

    /** Ends it as a container's engine does. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException(name + ": must end after SIGTERM");
        }
    }

    /** Returns how it ended, for people. */
    String lastWords() throws IOException {
        String all = Files.readString(output).strip();
        String last = all.substring(all.lastIndexOf('\n') + 1);
        return isAlive() ? "" : ": it ended with " + process.exitValue() + ": " + last;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** Returns how many jobs it shows, 0 while it is too busy to answer. */
    private double jobs() throws InterruptedException {
        try {
            return samples("bedrock_batch_jobs").values().stream()
                    .mapToDouble(Double::doubleValue)
                    .sum();
        } catch (IOException busyOrDead) {
            return 0;
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return Download.get(port, "/-/ready", "", Download.Pace.FAST).status() == 200;
        } catch (IOException notListening) {
            return false;
        }
    }

    private <T> T get(String path, String headers, BodyHandler<T> body) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + path.replace("[]", "%5B%5D"));
        String accept = headers.substring(headers.indexOf(' ') + 1).strip();
        HttpRequest request =
                HttpRequest.newBuilder(uri).header("Accept", accept).build();
        try {
            return CLIENT.send(request, body).body();
        } catch (IOException e) {
            throw died(e);
        }
    }

    /** Returns the failure of a question, which is clearer for how the process ended, if it did. */
    private IOException died(IOException e) throws IOException, InterruptedException {
        boolean ended = process.waitFor(5, TimeUnit.SECONDS);
        return ended ? new IOException(name + lastWords(), e) : e;
    }

    private void requirePatience(String what) throws IOException {
        if (!isAlive() || System.nanoTime() - begin > PATIENCE.toNanos()) {
            throw new IllegalStateException(name + ": " + what + lastWords());
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
