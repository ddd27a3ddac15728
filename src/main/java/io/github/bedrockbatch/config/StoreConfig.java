package io.github.bedrockbatch.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where state is kept: {@code store}.
 *
 * @param type {@code store.type}
 * @param path {@code store.path} of SQLite's file
 * @param url {@code store.url}, PostgreSQL's JDBC URL; there if the type is PostgreSQL
 * @param schema {@code store.schema} in PostgreSQL
 * @param username {@code store.username} in PostgreSQL
 * @param passwordFile {@code store.password_file}, which holds the password for PostgreSQL
 * @param maxConnections {@code store.max_connections} of this process to PostgreSQL
 */
public record StoreConfig(
        Type type,
        Path path,
        Optional<String> url,
        String schema,
        Optional<String> username,
        Optional<Path> passwordFile,
        int maxConnections) {
    /** A kind of store. */
    public enum Type {
        /** A file on this machine. */
        SQLITE,
        /** Nothing outlives the process. */
        MEMORY,
        /** A database that replicas share. */
        POSTGRESQL
    }
}
