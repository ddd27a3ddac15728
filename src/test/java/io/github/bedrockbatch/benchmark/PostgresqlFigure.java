package io.github.bedrockbatch.benchmark;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.store.JdbcStore;
import io.github.bedrockbatch.store.PostgresSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The store in PostgreSQL, with one replica and with three, beside SQLite's, in this process. Both wait for the disk at each commit, and
 * take turns.
 */
final class PostgresqlFigure implements Figure {
    private static final List<Integer> SIZES = List.of(10_000, 100_000);
    private static final int REPLICAS = 3;
    private static final int MAX_CONNECTIONS = 4;
    private static final int ROUNDS = 3;
    private static final int QUIET_CYCLES = 200;
    private static final int CHANGING_CYCLES = 20;
    private static final int TRANSITIONS = 100;
    private static final int REFRESHES = 100;
    private static final int THREADS = 8;
    private static final Duration RATED = Duration.ofSeconds(1);
    /** 300 targets at 30 s. */
    private static final double MIN_CYCLES_PER_SECOND = 10;

    @Override
    public String word() {
        return "postgresql";
    }

    /** A kind of store that so many replicas share. */
    private record Setup(String name, Supplier<JobStore> store, int replicas, Measured measured) {
        List<Replica> open() {
            return IntStream.range(0, replicas)
                    .mapToObj(number -> Replica.open(store.get(), "replica" + number))
                    .toList();
        }
    }

    /** What was measured of a setup. */
    private record Measured(
            Values quiet, Values processor, Values changing, Values refresh, Values cycles, Values transactions) {
        static Measured nothing() {
            return new Measured(
                    new Values("ms"),
                    new Values("ms"),
                    new Values("ms"),
                    new Values("ms"),
                    new Values("a second"),
                    new Values("a second"));
        }
    }

    @Override
    public List<Row> measure(Lab lab) throws IOException, InterruptedException {
        Path directory = lab.newDirectory("postgresql");
        List<Row> rows = new ArrayList<>();
        try (EmbeddedPostgres server = start(directory.resolve("server"))) {
            for (int jobs : SIZES) {
                List<Setup> setups = setups(server, directory, jobs);
                measure(server, setups);
                rows.addAll(rows(jobs, setups));
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
        return rows;
    }

    /** Starts a server that keeps what was committed: the defaults for tests do not wait for the disk. */
    private static EmbeddedPostgres start(Path data) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    /** Fills a store of each kind. */
    private static List<Setup> setups(EmbeddedPostgres server, Path directory, int jobs) throws SQLException {
        Path file = directory.resolve("exporter-" + jobs + ".db");
        PostgresSettings settings = new PostgresSettings(
                server.getJdbcUrl("postgres", "postgres"), "jobs" + jobs, null, null, MAX_CONNECTIONS);
        Supplier<JobStore> sqlite = () -> JdbcStore.sqlite(file);
        Supplier<JobStore> postgresql = () -> JdbcStore.postgresql(settings, InstantSource.system());
        for (Supplier<JobStore> kind : List.of(sqlite, postgresql)) {
            try (JobStore store = kind.get()) {
                store.open();
                Replica.fill(store, jobs);
            }
        }
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("VACUUM ANALYZE");
        }
        return List.of(
                new Setup("SQLite", sqlite, 1, Measured.nothing()),
                new Setup("1 replica", postgresql, 1, Measured.nothing()),
                new Setup(REPLICAS + " replicas", postgresql, REPLICAS, Measured.nothing()));
    }

    /** Measures them in turn, after a round that counts for nothing. */
    private static void measure(EmbeddedPostgres server, List<Setup> setups)
            throws IOException, InterruptedException, SQLException {
        ProcessHandle postmaster = postmaster(server);
        for (int round = 0; round <= ROUNDS; round++) {
            for (Setup setup : setups) {
                List<Replica> replicas = setup.open();
                try {
                    measure(replicas, postmaster, round == 0 ? Measured.nothing() : setup.measured);
                } finally {
                    replicas.forEach(Replica::close);
                }
            }
        }
    }

    private static void measure(List<Replica> replicas, ProcessHandle postmaster, Measured measured)
            throws IOException, InterruptedException {
        double before = processor(postmaster);
        for (int i = 0; i < QUIET_CYCLES; i++) {
            measured.quiet.add(cycleMillis(replicas, i, 0));
        }
        measured.processor.add((processor(postmaster) - before) * 1000 / QUIET_CYCLES);
        for (int i = 0; i < CHANGING_CYCLES; i++) {
            measured.changing.add(cycleMillis(replicas, i, TRANSITIONS));
        }
        for (int i = 0; i < REFRESHES; i++) {
            measured.refresh.add(replicas.get(i % replicas.size()).refresh(Replica.target(i), replicas));
        }
        measured.cycles.add(rate(replicas, Replica::cycles));
        measured.transactions.add(rate(replicas, Replica::transitions));
    }

    private static double cycleMillis(List<Replica> replicas, int number, int transitions) {
        long begin = System.nanoTime();
        replicas.get(number % replicas.size()).cycle(Replica.target(number), transitions);
        return (System.nanoTime() - begin) / 1e6;
    }

    /** Something that is done to a target again and again for a time, and counted. */
    @FunctionalInterface
    private interface Repeated {
        long count(Replica replica, Target target, Duration time);
    }

    /** Returns how often it is done in a second by threads that each have a target of their own. */
    private static double rate(List<Replica> replicas, Repeated repeated) throws InterruptedException {
        List<Callable<Long>> tasks = IntStream.range(0, THREADS)
                .<Callable<Long>>mapToObj(number ->
                        () -> repeated.count(replicas.get(number % replicas.size()), Replica.target(number), RATED))
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            return threads.invokeAll(tasks).stream()
                            .mapToLong(Future::resultNow)
                            .sum()
                    * 1000.0
                    / RATED.toMillis();
        }
    }

    private static ProcessHandle postmaster(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_backend_pid()")) {
            row.next();
            return ProcessHandle.of(row.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow();
        }
    }

    /** Returns the processor time of this process and of the server, whose processes come and go, in seconds. */
    private static double processor(ProcessHandle postmaster) throws IOException {
        double ended = Usage.of(postmaster.pid()).endedChildrenSeconds();
        return Stream.concat(Stream.of(ProcessHandle.current()), postmaster.children())
                .mapToDouble(process ->
                        process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9)
                .reduce(ended, Double::sum);
    }

    private static List<Row> rows(int jobs, List<Setup> setups) {
        List<Row> rows = new ArrayList<>();
        Measured sqlite = setups.getFirst().measured;
        for (Setup setup : setups.subList(1, setups.size())) {
            String begin = String.format("PostgreSQL, %,d jobs, %s: ", jobs, setup.name);
            rows.add(beside(begin + "quiet cycle", setup.measured, sqlite, Measured::quiet));
            rows.add(beside("– processor time with the server's", setup.measured, sqlite, Measured::processor));
            rows.add(beside("– cycle with 100 transitions", setup.measured, sqlite, Measured::changing));
            rows.add(beside("– from a recording to each follower", setup.measured, sqlite, Measured::refresh));
            rows.add(beside("– the same, 99 % of them within", setup.measured, sqlite, m -> m.refresh.quantile(0.99)));
            rows.add(beside("– transactions of 8 threads", setup.measured, sqlite, Measured::transactions));
            Row cycles = beside("– quiet cycles of 8 threads", setup.measured, sqlite, Measured::cycles);
            rows.add(cycles.judged("≥ 10", setup.measured.cycles.median() >= MIN_CYCLES_PER_SECOND));
        }
        return rows;
    }

    private static Row beside(String figure, Measured ours, Measured sqlite, Function<Measured, Values> of) {
        return Row.beside(figure, of.apply(ours), "SQLite", of.apply(sqlite));
    }
}
