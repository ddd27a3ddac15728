package io.github.bedrockbatch.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** Connects to the database of a JDBC URL. */
@FunctionalInterface
interface Connector {
    Connection connect(String url, Properties properties) throws SQLException;
}
