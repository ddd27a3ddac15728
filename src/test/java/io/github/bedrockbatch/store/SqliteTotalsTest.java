package io.github.bedrockbatch.store;

import static io.github.bedrockbatch.store.Rows.EAST;
import static io.github.bedrockbatch.store.Rows.cycle;
import static io.github.bedrockbatch.store.Rows.settled;
import static io.github.bedrockbatch.store.Rows.sql;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.journal.Total;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SqliteTotalsTest extends TotalsContract {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Override
    JobStore create() {
        return JdbcStore.sqlite(path());
    }

    private Path path() {
        return directory.resolve("exporter.db");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-2", "2.5", "9.3e18", "'many'", "x'00'"})
    void aBadTotalIsApartAndBeginsAnewWhenSomethingIsAdded(String bad) throws SQLException {
        RecordCounts counts = new RecordCounts(5L, 5L, 3L, 2L);
        store.record(cycle(settled(1, "nova", counts)));
        store.close();
        sql(path(), "UPDATE total SET amount = " + bad + " WHERE total = 'RECORDS' AND first = 'success'");
        store.open();
        Total.Key success = new Total.Key(Total.RECORDS, EAST, "nova", "success", "");
        Total.Key error = new Total.Key(Total.RECORDS, EAST, "nova", "error", "");

        Changes view = store.changesSince(0);
        assertThat(view.badTotals()).containsExactly(success);
        assertThat(view.totals()).doesNotContainKey(success).containsEntry(error, 2L);

        store.record(cycle(settled(2, "nova", counts)));
        assertThat(store.changesSince(0).badTotals()).isEmpty();
        assertThat(store.changesSince(0).totals()).containsEntry(success, 3L).containsEntry(error, 4L);
    }

    @Test
    void aStoreOfMoreModelsKeepsThemAndFoldsWhatIsNew() throws SQLException {
        RecordCounts counts = new RecordCounts(1L, 1L, 1L, 0L);
        store.record(cycle(settled(1, "seed", counts)));
        store.close();
        sql(
                path(),
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250) "
                        + "INSERT INTO total SELECT total, account_id, region, 'model-' || i, first, second, version, amount "
                        + "FROM n, total WHERE total = 'RECORDS'");
        store.open();

        store.record(cycle(settled(2, "model-250", counts), settled(3, "new", counts)));

        assertThat(store.changesSince(0).totals())
                .containsEntry(new Total.Key(Total.RECORDS, EAST, "seed", "success", ""), 1L)
                .containsEntry(new Total.Key(Total.RECORDS, EAST, "model-250", "success", ""), 2L)
                .containsEntry(new Total.Key(Total.RECORDS, EAST, "other", "success", ""), 1L)
                .doesNotContainKey(new Total.Key(Total.RECORDS, EAST, "new", "success", ""));
    }

    @Test
    void modelsThatHaveTotalsAreTheSameAfterReopening() {
        RecordCounts counts = new RecordCounts(1L, 1L, 1L, 0L);
        store.record(cycle(IntStream.rangeClosed(1, 200)
                .mapToObj(i -> settled(i, "model-" + i, counts))
                .toArray(JobWrite[]::new)));
        store.close();
        store.open();

        store.record(cycle(settled(201, "model-201", counts), settled(202, "model-7", counts)));

        assertThat(store.changesSince(0).totals())
                .containsEntry(new Total.Key(Total.RECORDS, EAST, "other", "success", ""), 1L)
                .containsEntry(new Total.Key(Total.RECORDS, EAST, "model-7", "success", ""), 2L);
    }
}
