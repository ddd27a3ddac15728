package io.github.bedrockbatch.store;

import static io.github.bedrockbatch.store.Rows.EAST;
import static io.github.bedrockbatch.store.Rows.T0;
import static io.github.bedrockbatch.store.Rows.WEST;
import static io.github.bedrockbatch.store.Rows.arn;
import static io.github.bedrockbatch.store.Rows.completed;
import static io.github.bedrockbatch.store.Rows.cycle;
import static io.github.bedrockbatch.store.Rows.found;
import static io.github.bedrockbatch.store.Rows.running;
import static io.github.bedrockbatch.store.Rows.snapshot;
import static io.github.bedrockbatch.store.Rows.sql;
import static io.github.bedrockbatch.store.Rows.success;
import static io.github.bedrockbatch.store.Rows.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.journal.EntryFilter;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JournalEvent.Settled;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.PollIntervals.Activity;
import io.github.bedrockbatch.journal.Recording;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.journal.WalkProgress;
import io.github.bedrockbatch.testing.Stored;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a copy carries, from SQLite to PostgreSQL and back. */
final class StoreCopyTest {
    /** All kinds of characters but NUL, which PostgreSQL cannot hold as it is. */
    private static final String HOSTILE =
            "\"'\\;\n\t\u001b[31m é ß İ \u2028 \u202e \uffff \ud83d\ude00 DROP TABLE job; --";

    @TempDir
    private Path directory = Path.of(".");

    @Test
    void allThatAStoreTellsIsTheSameThereAndBack() throws SQLException {
        SqliteDialect first = sqlite("first.db");
        PostgresDialect second = PostgresServer.dialect(PostgresServer.newSchema());
        SqliteDialect third = sqlite("third.db");
        fill(first);
        sql(directory.resolve("first.db"), "UPDATE total SET amount = " + Long.MAX_VALUE + " WHERE first = 'error'");

        String there = new StoreCopy(first, second, 2).run();
        String back = new StoreCopy(second, third, 2).run();

        assertThat(there)
                .isEqualTo(
                        "Copied from " + first.name() + " to " + second.name()
                                + ": jobs 5, tombstones 1, lookups 2, walks 2, targets 2, totals 14, journal entries 6, cursors 2");
        assertThat(back).endsWith(there.substring(there.indexOf(": jobs")));
        assertSame(first, second);
        assertSame(first, third);
        try (JobStore store = opened(second)) {
            assertThat(store.changesSince(0).totals()).containsValue(Long.MAX_VALUE);
        }
    }

    @Test
    void numbersGoOnAfterACopy() {
        SqliteDialect sqlite = sqlite("first.db");
        PostgresDialect postgres = PostgresServer.dialect(PostgresServer.newSchema());
        fill(sqlite);
        long head;
        long entry;
        try (JobStore store = opened(sqlite)) {
            head = store.changesSince(0).head();
            entry = store.changesSince(0).lastEntry();
        }
        new StoreCopy(sqlite, postgres).run();

        try (JobStore store = opened(postgres)) {
            assertThat(store.record(cycle(running(100))).head()).isEqualTo(head + 1);
            assertThat(store.read(entry, 10))
                    .singleElement()
                    .satisfies(next -> assertThat(next.number()).isEqualTo(entry + 1));
            TrackedJob row = Objects.requireNonNull(Stored.jobs(store, EAST).get(arn(1)));
            assertThat(store.record(cycle(write(arn(1), Known.FAILED, T0, row.version())))
                            .conflicts())
                    .as("a row keeps its version")
                    .isEmpty();
        }
    }

    @Test
    void anEmptyStoreIsCopied() {
        PostgresDialect postgres = PostgresServer.dialect(PostgresServer.newSchema());
        opened(sqlite("first.db")).close();

        assertThat(new StoreCopy(sqlite("first.db"), postgres).run())
                .contains(": jobs 0, ")
                .endsWith("cursors 0");
        assertThat(new StoreCopy(postgres, sqlite("second.db")).run()).endsWith("cursors 0");

        assertSame(sqlite("first.db"), sqlite("second.db"));
        assertSame(sqlite("first.db"), postgres);
    }

    @Test
    void tablesLongerThanABatchAreCopiedWhole() {
        JobWrite[] jobs =
                IntStream.rangeClosed(1, 2_500).mapToObj(Rows::completed).toArray(JobWrite[]::new);
        try (JobStore store = opened(sqlite("first.db"))) {
            store.record(cycle(jobs));
        }
        PostgresDialect postgres = PostgresServer.dialect(PostgresServer.newSchema());

        assertThat(new StoreCopy(sqlite("first.db"), postgres).run()).contains("jobs 2500", "journal entries 2500");
        new StoreCopy(postgres, sqlite("second.db")).run();

        assertSame(sqlite("first.db"), postgres);
        assertSame(sqlite("first.db"), sqlite("second.db"));
    }

    @Test
    void aBadTotalStaysABadOne() throws SQLException {
        fill(sqlite("first.db"));
        sql(directory.resolve("first.db"), "UPDATE total SET amount = 1.5 WHERE total = 'RECORDS' AND first = 'error'");
        sql(
                directory.resolve("first.db"),
                "UPDATE total SET amount = -3 WHERE total = 'RECORDS' AND first = 'success'");
        PostgresDialect postgres = PostgresServer.dialect(PostgresServer.newSchema());

        new StoreCopy(sqlite("first.db"), postgres).run();

        try (JobStore store = opened(postgres)) {
            assertThat(store.changesSince(0).badTotals()).hasSize(2);
        }
        assertSame(sqlite("first.db"), postgres);
    }

    /** A step to newer tables that adds a table or a column must not be forgotten here. */
    @Test
    void everyTableIsCopiedWithAllItsColumns() throws SQLException {
        try (Database sqlite = sqlite("first.db").open();
                Database postgres =
                        PostgresServer.dialect(PostgresServer.newSchema()).open()) {
            assertThat(sqlite.query(
                            "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c "
                                    + "WHERE m.type = 'table' AND m.name <> 'head'",
                            row -> row.getString(1) + "." + row.getString(2)))
                    .containsExactlyInAnyOrderElementsOf(copiedColumns());
            assertThat(postgres.query(
                            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = "
                                    + "current_schema() AND table_name NOT IN ('head', 'lease', 'listed_task', 'migration') "
                                    + "AND table_name NOT LIKE 'quartz_%'",
                            row -> row.getString(1) + "." + row.getString(2)))
                    .containsExactlyInAnyOrderElementsOf(copiedColumns());
        }
    }

    private static List<String> copiedColumns() {
        return List.of(CopiedTable.values()).stream()
                .flatMap(table -> table.columns().stream().map(column -> table.table() + "." + column))
                .toList();
    }

    private SqliteDialect sqlite(String name) {
        return new SqliteDialect(directory.resolve(name));
    }

    private static JobStore opened(Dialect dialect) {
        JobStore store = new JdbcStore(dialect);
        store.open();
        return store;
    }

    /** Records something of everything, of two targets. */
    static void fill(Dialect dialect) {
        try (JobStore store = opened(dialect)) {
            store.record(cycle(completed(8)));
            int pruned = store.prune(Rows.retention(Instant.MAX, Instant.MIN, Instant.MIN), 10);
            assertThat(pruned).isEqualTo(1);
            store.record(cycle(running(1), completed(2), odd(3)));
            store.record(cycle(running(4)));
            store.record(new Recording(
                    WEST,
                    List.of(write(arn(WEST, 7), JobStatus.of(HOSTILE), T0.plusNanos(1))),
                    List.of(found(arn(WEST, 7)), new LookupStatus(arn(WEST, 9), false, T0, T0.plusNanos(999_999_999))),
                    List.of(new WalkProgress("a", T0, 3), new WalkProgress("b", T0.plusSeconds(1), 1)),
                    T0));
            store.record(success(EAST, T0.plusNanos(1)));
            store.record(Recording.of(EAST, Rows.INTERVALS.with(Activity.ACTIVE), null));
            store.moveCursor("eventlog", 3);
            store.moveCursor("other", 1);
        }
    }

    /** A job whose texts hold all kinds of characters. Its message and its name also hold NUL and half of a surrogate pair. */
    private static JobWrite odd(int number) {
        JobSnapshot job = snapshot(arn(number), Known.COMPLETED, T0.plusSeconds(60)).toBuilder()
                .name("\0 \ud800 " + HOSTILE)
                .message("\0 \udc00 " + HOSTILE)
                .modelId(HOSTILE)
                .counts(new RecordCounts(5L, 5L, 3L, 2L))
                .build();
        Job tracked = new Job(job, T0, T0.plusSeconds(1), true, T0);
        return new JobWrite(Rows.row(tracked, T0.plusSeconds(120), 0), List.of(new Settled(job, T0.plusSeconds(120))));
    }

    static void assertSame(Dialect one, Dialect other) {
        try (JobStore left = opened(one);
                JobStore right = opened(other)) {
            StoresAgreeTest.assertSame(left, right);
            assertThat(right.cursor("other")).isEqualTo(left.cursor("other"));
            assertThat(Stored.tombstones(right, EAST, arn(8))).isEqualTo(Stored.tombstones(left, EAST, arn(8)));
            assertThat(right.latest(EntryFilter.ALL, Long.MAX_VALUE, 10_000))
                    .isEqualTo(left.latest(EntryFilter.ALL, Long.MAX_VALUE, 10_000));
        }
    }
}
