package io.github.bedrockbatch.store;

import static io.github.bedrockbatch.store.Rows.T0;
import static io.github.bedrockbatch.store.Rows.arn;
import static io.github.bedrockbatch.store.Rows.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.EntryFilter;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.Recording;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sqlite.JDBC;

/** Holds what a page of the journal costs: few statements are kept, each by its index, and hardly more is read than shown. */
final class LatestEntriesCostTest {
    private static final List<Known> WORDS =
            List.of(Known.FAILED, Known.COMPLETED, Known.PARTIALLY_COMPLETED, Known.EXPIRED, Known.STOPPED);
    private static final int ACCOUNTS = 4;
    private static final int REGIONS = 5;
    private static final int JOBS = 60;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @SuppressWarnings("NullAway.Init")
    private JobStore store;

    private final WatchedConnector connector = new WatchedConnector();

    @BeforeEach
    void open() {
        store = new JdbcStore(
                new SqliteDialect(path(), connector, new LocalDisk(Files::getFileStore), Migrations.SQLITE));
        store.open();
        connector.reset();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Path path() {
        return directory.resolve("exporter.db");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0, journal_by_account_and_status (account_id=? AND to_status=? AND number<?)",
        "0, 1, journal_by_region_and_status (region=? AND to_status=? AND number<?)",
        "1, 1, journal_by_target_and_status (account_id=? AND region=? AND to_status=? AND number<?)",
        "2, 3, journal_by_target_and_status (account_id=? AND region=? AND to_status=? AND number<?)",
        "0, 0, journal_by_to_status (to_status=? AND number<?)"
    })
    void theTransitionsToAStatusAreInOrderInAnIndex(int accounts, int regions, String index) throws SQLException {
        store.latest(filter(0, accounts, regions, 2), Long.MAX_VALUE, 100);
        store.close();

        assertThat(connector.statements())
                .hasSize(1)
                .allSatisfy(statement ->
                        assertThat(plan(statement)).containsExactly("SEARCH journal USING INDEX " + index));
    }

    /** Each stays prepared, and a client chooses how many values it asks for. */
    @Test
    void thereAreFewStatementsHoweverManyValuesAreAskedFor() {
        int filters = 0;
        for (int arns : new int[] {0, 1, 2, 3, 10, 100, 511, 513, 1100}) {
            for (int accounts : new int[] {0, 1, 2, 7, 20}) {
                for (int regions : new int[] {0, 1, 2, 7, 20}) {
                    for (int words : new int[] {0, 1, 2, 3, 5}) {
                        store.latest(filter(arns, accounts, regions, words), Long.MAX_VALUE, 10);
                        filters++;
                    }
                }
            }
        }

        assertThat(filters).isGreaterThan(1000);
        assertThat(connector.statements()).hasSizeBetween(20, 60);
    }

    @ParameterizedTest
    @CsvSource({"4, 5, 0, 100", "4, 5, 2, 100", "4, 5, 2, 1200", "4, 0, 2, 33", "4, 5, 0, 1", "0, 0, 2, 700"})
    void hardlyMoreIsReadThanReturned(int accounts, int regions, int words, int limit) {
        fill();
        int selections = Math.max(1, accounts) * Math.max(1, regions) * Math.max(1, words);
        connector.reset();

        List<JournalEntry> latest = store.latest(filter(0, accounts, regions, words), Long.MAX_VALUE, limit);

        long all = ACCOUNTS * REGIONS * JOBS;
        assertThat(latest)
                .extracting(JournalEntry::number)
                .containsExactlyElementsOf(LongStream.range(0, limit)
                        .mapToObj(index -> all - index)
                        .toList());
        assertThat(connector.rows()).isLessThanOrEqualTo(2 * limit + selections);
        assertThat(connector.executions()).isLessThanOrEqualTo(2 * selections + 1);
    }

    /** The entries of a target come one after another: the newest page is of a few targets, whichever is read first. */
    private void fill() {
        for (int account = 0; account < ACCOUNTS; account++) {
            for (int region = 0; region < REGIONS; region++) {
                Target target = new Target(account(account), region(region));
                List<JobWrite> writes = IntStream.range(0, JOBS)
                        .mapToObj(job -> write(arn(target, job), WORDS.get(job % 2), T0))
                        .toList();
                store.record(new Recording(target, writes, List.of(), List.of(), null));
            }
        }
    }

    private static EntryFilter filter(int arns, int accounts, int regions, int words) {
        Set<JobArn> jobs = IntStream.range(0, arns)
                .mapToObj(number -> arn(new Target(account(0), region(0)), number))
                .collect(Collectors.toSet());
        Set<String> to = WORDS.stream().limit(words).map(Known::word).collect(Collectors.toSet());
        return new EntryFilter(
                jobs,
                some(accounts, LatestEntriesCostTest::account),
                some(regions, LatestEntriesCostTest::region),
                to,
                true);
    }

    private static Set<String> some(int count, IntFunction<String> value) {
        return IntStream.range(0, count).mapToObj(value).collect(Collectors.toSet());
    }

    private static String account(int number) {
        return String.valueOf(100_000_000_000L + number);
    }

    private static String region(int number) {
        return "us-east-" + (number + 1);
    }

    private List<String> plan(String statement) throws SQLException {
        try (Database database = new Database(JDBC.createConnection("jdbc:sqlite:" + path(), new Properties()))) {
            return database.query("EXPLAIN QUERY PLAN " + statement, row -> row.getString("detail"));
        }
    }
}
