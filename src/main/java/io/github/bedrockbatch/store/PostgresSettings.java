package io.github.bedrockbatch.store;

import com.zaxxer.hikari.util.Credentials;
import io.github.bedrockbatch.config.StoreConfig;
import io.github.bedrockbatch.journal.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * How to connect to PostgreSQL.
 *
 * @param url as pgjdbc takes it
 * @param passwordFile is read for each connection, so that the password can be changed
 * @param maxConnections of one process, in addition to the one that listens for notifications
 * @see <a href="https://jdbc.postgresql.org/documentation/use/">Connecting to the database</a>
 */
public record PostgresSettings(
        String url,
        String schema,
        @Nullable String username,
        @Nullable Path passwordFile,
        int maxConnections) {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** How long an answer of the database may take. A connection over which nothing comes is given up then. */
    private static final Duration SOCKET_TIMEOUT = Duration.ofSeconds(10);

    /** Bounds what a process that is frozen within a transaction can hold up. */
    private static final String SESSION = "-c lock_timeout=5s -c idle_in_transaction_session_timeout=5s";

    static PostgresSettings of(StoreConfig config) {
        return new PostgresSettings(
                config.url().orElseThrow(),
                config.schema(),
                config.username().orElse(null),
                config.passwordFile().orElse(null),
                config.maxConnections());
    }

    /** Returns the driver's parameters except the credentials. Parameters in the URL take precedence. */
    Properties parameters() {
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "currentSchema",
                schema,
                "ApplicationName",
                "bedrock-batch-exporter",
                "connectTimeout",
                Long.toString(CONNECT_TIMEOUT.toSeconds()),
                "socketTimeout",
                Long.toString(SOCKET_TIMEOUT.toSeconds()),
                "tcpKeepAlive",
                "true",
                // The values of a row that is refused may be secret.
                "logServerErrorDetail",
                "false",
                "options",
                SESSION));
        return properties;
    }

    /** Reads the credentials as they are now; null for what the URL or the driver has to tell. */
    @SuppressWarnings("NullAway") // Hikari's class takes and gives null for what is not known.
    Credentials credentials() {
        return Credentials.of(username, passwordFile == null ? null : password(passwordFile));
    }

    private static String password(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StoreException(
                    file + ": cannot be read: store.password_file must name a file with the password", e);
        }
    }
}
