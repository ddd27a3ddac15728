package io.github.bedrockbatch.store;

import static io.github.bedrockbatch.store.Proxies.invoke;
import static io.github.bedrockbatch.store.Proxies.proxy;
import static io.github.bedrockbatch.store.Rows.EAST;
import static io.github.bedrockbatch.store.Rows.EVERYTHING;
import static io.github.bedrockbatch.store.Rows.arn;
import static io.github.bedrockbatch.store.Rows.completed;
import static io.github.bedrockbatch.store.Rows.cycle;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.journal.EntryFilter;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.testing.Postgres;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds that PostgreSQL finds by an index what is read. Scans are switched off where there is another way, since small tables are scanned. */
final class PostgresPlansTest {
    private static final Pattern SCAN =
            Pattern.compile(".*Seq Scan on (job|tombstone|lookup|journal|total|target|walk)\\b.*");

    private final WatchedConnector connector = new WatchedConnector();
    private final PostgresDialect postgres = PostgresServer.dialect(Postgres.newSchema());

    private JobStore opened() {
        JobStore store = new JdbcStore(proxy(
                Dialect.class,
                (proxy, method, arguments) ->
                        method.getName().equals("open") ? watched() : invoke(postgres, method, arguments)));
        store.open();
        return store;
    }

    private Database watched() throws SQLException {
        postgres.open().close();
        return new Database(connector.watched(postgres.connect()));
    }

    @Test
    void noStatementScansATableThatGrows() throws SQLException {
        try (JobStore store = opened()) {
            connector.reset();
            EarlierVersion.fill(store);
            store.load(EAST);
            store.changesSince(3);
            store.known(EAST, IntStream.range(0, 700).mapToObj(Rows::arn).toList());
            store.read(3, 5);
            for (EntryFilter filter : List.of(
                    EntryFilter.ALL,
                    new EntryFilter(Set.of(arn(1)), Set.of(), Set.of(), Set.of(), false),
                    new EntryFilter(Set.of(), Set.of(EAST.accountId()), Set.of(), Set.of(), false),
                    new EntryFilter(Set.of(), Set.of(), Set.of(EAST.region()), Set.of(), false),
                    new EntryFilter(Set.of(), Set.of(EAST.accountId()), Set.of(EAST.region()), Set.of(), false),
                    new EntryFilter(Set.of(), Set.of(), Set.of(), Set.of(Known.FAILED.word()), false),
                    new EntryFilter(
                            Set.of(),
                            Set.of(EAST.accountId()),
                            Set.of(EAST.region()),
                            Set.of(Known.FAILED.word()),
                            false),
                    new EntryFilter(
                            Set.of(arn(1), arn(2)),
                            Set.of(EAST.accountId(), "000000000000"),
                            Set.of(EAST.region(), "eu-west-1"),
                            Set.of("Failed", "Unknown"),
                            true),
                    new EntryFilter(
                            Set.of(),
                            Set.of(EAST.accountId(), "000000000000"),
                            Set.of(EAST.region(), "eu-west-1"),
                            Set.of("Failed", "Unknown"),
                            true))) {
                store.latest(filter, 20, 5);
            }
            assertThat(store.prune(EVERYTHING, 100)).isGreaterThan(20);
        }

        try (Database database = postgres.open()) {
            assertThat(connector.statements())
                    .hasSizeGreaterThan(30)
                    .allSatisfy(statement -> assertThat(plan(database, statement))
                            .as(statement)
                            .noneMatch(step -> SCAN.matcher(step).matches()));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "false, false, 10, journal_by_to_status",
        "true, false, 10, journal_by_account_and_status",
        "false, true, 10, journal_by_region_and_status",
        "true, true, 10, journal_by_target_and_status",
        "true, false, 1, journal_by_account_and_status",
        "false, true, 1, journal_by_region_and_status",
    })
    void theLatestTransitionsToAStatusAreInOrderInAnIndex(
            boolean byAccount, boolean byRegion, int accountsAndRegions, String index) throws SQLException {
        try (JobStore store = opened();
                Database database = postgres.open()) {
            fill(store, database, accountsAndRegions);
            connector.reset();
            Set<String> accounts = byAccount ? Set.of("000000000000") : Set.of();
            Set<String> regions = byRegion ? Set.of("r0") : Set.of();
            store.latest(new EntryFilter(Set.of(), accounts, regions, Set.of("Failed"), true), 20_000, 100);

            assertThat(connector.statements())
                    .hasSize(1)
                    .allSatisfy(statement -> assertThat(plan(database, statement))
                            .as(statement)
                            .anyMatch(step -> step.contains("Index Scan Backward using " + index + " on journal"))
                            .noneMatch(step -> step.contains("Sort") || step.contains("Filter")));
        }
    }

    /** Of three entries one failed and one completed, of as many accounts and regions. */
    private static void fill(JobStore store, Database database, int accountsAndRegions) throws SQLException {
        store.record(cycle(completed(1)));
        database.execute("INSERT INTO journal (number, seen_at, arn, account_id, region, to_status, changed_at, event) "
                + "SELECT number + i, seen_at, arn, lpad((i % " + accountsAndRegions + ")::text, 12, '0'), "
                + "'r' || i / 10 % " + accountsAndRegions + ", "
                + "CASE i / 100 % 3 WHEN 0 THEN 'Failed' WHEN 1 THEN 'Completed' END, changed_at, event "
                + "FROM journal, generate_series(1, 20000) AS i");
        database.execute("ANALYZE journal");
    }

    @Test
    void aStatementThatScansIsSeen() throws SQLException {
        try (Database database = postgres.open()) {
            assertThat(plan(database, "SELECT * FROM job WHERE tracked = ?"))
                    .anyMatch(step -> SCAN.matcher(step).matches());
        }
    }

    private static List<String> plan(Database database, String statement) throws SQLException {
        long arguments = statement.chars().filter(character -> character == '?').count();
        String numbered = statement;
        for (int number = 1; number <= arguments; number++) {
            numbered = numbered.replaceFirst("\\?", "\\$" + number);
        }
        String values = String.join(", ", Collections.nCopies(Math.toIntExact(arguments), "NULL"));
        database.execute("SET enable_seqscan = off; SET plan_cache_mode = force_generic_plan; DEALLOCATE ALL");
        database.execute("PREPARE planned AS " + numbered);
        return database.query(
                "EXPLAIN EXECUTE planned" + (arguments == 0 ? "" : "(" + values + ")"), row -> row.getString(1));
    }
}
