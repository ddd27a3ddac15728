package io.github.bedrockbatch.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A Bedrock batch inference control plane over HTTP, for all accounts and regions at once. Beside it are STS, the Resource Groups
 * Tagging API, the output manifests in S3 and empty queues of SQS. What a job is at an instant follows from its script and the clock.
 */
public final class Simulator implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService executor;
    private final InstantSource clock;
    private final JobBook book;
    private final Faults faults;

    private Simulator(HttpServer server, ExecutorService executor, InstantSource clock, JobBook book, Faults faults) {
        this.server = server;
        this.executor = executor;
        this.clock = clock;
        this.book = book;
        this.faults = faults;
    }

    /** Starts a simulator on an address, whose port may be 0 for any. */
    public static Simulator start(InetSocketAddress address, SimulatorConfig config, InstantSource clock)
            throws IOException {
        HttpServer server = HttpServer.create(address, 0);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
        JobBook book = new JobBook(config.fleet());
        Faults faults = new Faults(config.faults());
        server.setExecutor(executor);
        server.createContext("/", new Exchanges(new Services(config, book), new Admin(book, faults), faults, clock));
        server.createContext("/-/healthy", Simulator::sayHealthy);
        server.start();
        return new Simulator(server, executor, clock, book, faults);
    }

    /** What {@code healthcheck} asks, as it asks a daemon. */
    private static void sayHealthy(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** Starts a simulator of a fleet in an AWS without troubles. */
    public static Simulator start(InetSocketAddress address, Fleet fleet, InstantSource clock) throws IOException {
        return start(address, SimulatorConfig.of(fleet), clock);
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Where clients on this machine reach it: the endpoint override for bedrock, sts, s3, sqs and tagging. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** The rules by which requests go wrong. */
    public Faults faults() {
        return faults;
    }

    /** Adds a job, which appears when its time comes. */
    public void add(JobScript script) {
        book.add(script);
    }

    /** Every job that exists now, of all accounts and regions, with its true history. */
    public List<SimulatedJob> jobs() {
        return book.jobs(clock.instant(), job -> true);
    }

    @Override
    public void close() {
        faults.clear();
        server.stop(0);
        executor.shutdownNow();
    }
}
