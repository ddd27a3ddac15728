package io.github.bedrockbatch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.bedrockbatch.simulator.SimulatedJob;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bucket in which simulated jobs leave their output manifests, behind S3's GetObject; whatever their end, each has one. */
final class SimulatedS3 implements AutoCloseable {
    private static final Pattern MANIFEST = Pattern.compile("/batch-output/([a-z0-9]{12})/manifest\\.json\\.out");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final SimulatedAws aws;
    private final Function<SimulatedJob, Instant> writtenAt;
    private final AtomicInteger absent = new AtomicInteger();

    /**
     * Starts one.
     *
     * @param writtenAt before which, by the clock there, a job's manifest is absent
     */
    SimulatedS3(SimulatedAws aws, Function<SimulatedJob, Instant> writtenAt) throws IOException {
        this.aws = aws;
        this.writtenAt = writtenAt;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Its endpoint. */
    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The tokens that a job read, as its manifest tells. */
    static long input(SimulatedJob job) {
        return 3 * job.script().records();
    }

    /** The tokens that a job wrote, as its manifest tells. */
    static long output(SimulatedJob job) {
        return 7 * job.script().records();
    }

    /** The tokens that a job read from the prompt cache, as its manifest tells; 0 for those of whose model it tells none. */
    static long cacheRead(SimulatedJob job) {
        return hasCache(job) ? 2 * job.script().records() : 0;
    }

    /** The tokens that a job wrote to the prompt cache, likewise. */
    static long cacheWrite(SimulatedJob job) {
        return hasCache(job) ? job.script().records() : 0;
    }

    /** All tokens of jobs, as their manifests tell. */
    static long tokens(List<SimulatedJob> jobs) {
        return jobs.stream()
                .mapToLong(job -> input(job) + output(job) + cacheRead(job) + cacheWrite(job))
                .sum();
    }

    private static boolean hasCache(SimulatedJob job) {
        return job.script().request().modelId().startsWith("anthropic.");
    }

    private static String manifest(SimulatedJob job) {
        String cache = hasCache(job)
                ? ",\"cacheReadInputTokenCount\":" + cacheRead(job) + ",\"cacheWriteInputTokenCount\":"
                        + cacheWrite(job)
                : "";
        return "{\"inputTokenCount\":" + input(job) + ",\"outputTokenCount\":" + output(job) + cache + "}";
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        Matcher key = MANIFEST.matcher(exchange.getRequestURI().getPath());
        Optional<String> manifest = key.matches() ? manifest(key.group(1)) : Optional.empty();
        if (manifest.isPresent()) {
            send(exchange, 200, manifest.get());
        } else {
            absent.incrementAndGet();
            send(exchange, 404, "<Error><Code>NoSuchKey</Code></Error>");
        }
    }

    private Optional<String> manifest(String jobId) {
        return aws.jobs().stream()
                .filter(job -> job.id().equals(jobId) && !writtenAt.apply(job).isAfter(aws.now()))
                .map(SimulatedS3::manifest)
                .findFirst();
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public String toString() {
        return "S3: " + absent + " manifests asked for before they were written";
    }
}
