package io.github.bedrockbatch;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A PostgreSQL server that can be restarted on its port with its data. */
final class RestartableDatabase implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path directory;
    private final int port;
    private EmbeddedPostgres server;

    /** Starts one on any port. */
    RestartableDatabase(Path directory) throws IOException {
        this.directory = directory;
        this.server = start(0);
        this.port = server.getPort();
    }

    /** Its port on the loopback. */
    int port() {
        return port;
    }

    /** Its JDBC URL with the user. */
    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres";
    }

    /** Ends all sessions and goes on at once. */
    void restart() throws IOException {
        server.close();
        server = start(port);
    }

    /** Dies as in a crash of its machine, and goes on at once with what was committed. */
    void crash() throws IOException, InterruptedException {
        Path lock = directory.resolve("postmaster.pid");
        String pid = Files.readAllLines(lock).getFirst();
        int _ = new ProcessBuilder("kill", "-QUIT", pid).start().waitFor();
        await("the end of the database").atMost(PATIENCE).until(() -> !Files.exists(lock));
        restart();
    }

    /** The number that a query returns. */
    long number(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** What is committed outlives a crash, unlike with the settings that embedded servers have otherwise. */
    private EmbeddedPostgres start(int onPort) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setPGStartupWait(PATIENCE)
                .setServerConfig("synchronous_commit", "on");
        return onPort == 0 ? builder.start() : builder.setPort(onPort).start();
    }
}
