package io.github.bedrockbatch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One of several replicas: a process, the one that comes after its end, and their network to the database. */
final class ReplicaSlot implements AutoCloseable {
    private static final String EVENT = "\"event\":\"job_";

    private static final String BUILT = ExporterProcess.builtJar();

    private final String name;
    private final Path file;
    private final DatabaseProxy network;
    private final Scrapes scrapes;
    private final List<Chronicle.Output> outputs = new ArrayList<>();
    private final AtomicInteger disturbances = new AtomicInteger();
    private volatile @Nullable ExporterProcess process;
    private volatile boolean frozen;
    private int starts;

    ReplicaSlot(String name, Path file, DatabaseProxy network, List<String> regions) {
        this.name = name;
        this.file = file;
        this.network = network;
        this.scrapes = new Scrapes(regions);
    }

    /** Starts a process, whose access key tells it from all others. */
    synchronized void start() throws IOException {
        start(BUILT);
    }

    /** Starts a process of another version's jar. */
    synchronized void start(String jar) throws IOException {
        starts++;
        scrapes.restart();
        process = ExporterProcess.daemon(jar, file, Map.of("AWS_ACCESS_KEY_ID", caller()));
    }

    /** Starts a process beside the present one, with the same configuration. */
    ExporterProcess startAnother() throws IOException {
        return ExporterProcess.daemon(file);
    }

    /** The access key of the process. */
    synchronized String caller() {
        return name + "." + starts;
    }

    ExporterProcess process() {
        return Objects.requireNonNull(process, "no process");
    }

    /** Whether it has said that it is ready, and was neither ended nor frozen since. */
    boolean isReady() {
        ExporterProcess present = process;
        return present != null && !frozen && present.port().isPresent();
    }

    void kill() {
        disturbances.incrementAndGet();
        ExporterProcess killed = process();
        process = null;
        killed.close();
        ended(killed, true);
    }

    /** Ends the process with SIGTERM, and gives its exit code. */
    int terminate() {
        disturbances.incrementAndGet();
        ExporterProcess terminated = process();
        process = null;
        int code = terminated.terminate();
        terminated.close();
        ended(terminated, false);
        return code;
    }

    void freeze() throws IOException, InterruptedException {
        frozen = true;
        disturbances.incrementAndGet();
        process().signal("STOP");
    }

    void thaw() throws IOException, InterruptedException {
        process().signal("CONT");
        disturbances.incrementAndGet();
        frozen = false;
    }

    /** Its network to the database. */
    DatabaseProxy network() {
        return network;
    }

    /** Scrapes it, if it is there to answer. Whatever happens to the database, a process that runs answers. */
    void scrape() {
        ExporterProcess present = process;
        int before = disturbances.get();
        if (present == null || !isReady()) {
            return;
        }
        Map<String, Double> samples;
        try {
            samples = present.scrape();
        } catch (UncheckedIOException e) {
            if (disturbances.get() == before) {
                throw new IllegalStateException(name + ": no answer: " + present.output(), e);
            }
            return;
        }
        synchronized (this) {
            if (present == process) {
                scrapes.add(samples);
            }
        }
    }

    /** Tells something of what was scraped. */
    synchronized <T> T scraped(Function<Scrapes, T> question) {
        return question.apply(scrapes);
    }

    /** When its process last wrote an event. */
    Optional<Instant> lastEvent() {
        ExporterProcess present = process;
        return present == null
                ? Optional.empty()
                : present.output().reversed().stream()
                        .filter(line -> line.contains(EVENT) && line.endsWith("}"))
                        .findFirst()
                        .map(line -> Instant.parse(Evidence.text(Evidence.parse(line), "@timestamp")));
    }

    /** What its processes wrote, that of the present one so far. */
    synchronized List<Chronicle.Output> outputs() {
        ExporterProcess present = process;
        Stream<Chronicle.Output> running =
                present == null ? Stream.empty() : Stream.of(new Chronicle.Output(present.output(), true));
        return Stream.concat(outputs.stream(), running).toList();
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            kill();
        }
        network.close();
    }

    private synchronized void ended(ExporterProcess ended, boolean killed) {
        outputs.add(new Chronicle.Output(List.copyOf(ended.output()), killed));
    }

    @Override
    public String toString() {
        return caller();
    }
}
