package io.github.bedrockbatch.store;

import static io.github.bedrockbatch.store.Rows.EAST;
import static io.github.bedrockbatch.store.Rows.EVERYTHING;
import static io.github.bedrockbatch.store.Rows.T0;
import static io.github.bedrockbatch.store.Rows.arn;
import static io.github.bedrockbatch.store.Rows.cycle;
import static io.github.bedrockbatch.store.Rows.running;
import static io.github.bedrockbatch.store.Rows.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.journal.TrackedJob;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SqliteMemoryTest extends JobStoreContract {
    @Override
    JobStore create() {
        return JdbcStore.memory();
    }

    @Test
    void whatItHoldsIsGoneOnceItIsClosed() {
        store.record(cycle(running(1)));
        store.close();

        assertThatThrownBy(() -> store.changesSince(0))
                .isInstanceOf(StoreException.class)
                .hasMessage("store.type: memory: must be open: it was closed or never opened");
        store.open();
        assertThat(store.changesSince(0).head()).isZero();
    }

    @Test
    void aRowThatHasNotChangedIsOneObjectForAllWhoReadIt() {
        store.record(cycle(running(1)));
        TrackedJob row = store.changesSince(0).jobs().getFirst();
        assertThat(store.load(EAST).jobs().get(arn(1))).isSameAs(row);
        assertThat(store.known(EAST, List.of(arn(1))).jobs().get(arn(1))).isSameAs(row);

        store.record(cycle(write(arn(1), Known.COMPLETED, T0.plusSeconds(90), row.version())));
        TrackedJob next = store.changesSince(row.version()).jobs().getFirst();
        assertThat(next.job().status()).isEqualTo(Known.COMPLETED);
        assertThat(store.known(EAST, List.of(arn(1))).jobs().get(arn(1))).isSameAs(next);

        store.prune(EVERYTHING, 10);
        assertThat(store.known(EAST, List.of(arn(1))).jobs()).isEmpty();
        store.record(cycle(running(1)));
        assertThat(store.known(EAST, List.of(arn(1))).jobs().get(arn(1)))
                .isNotNull()
                .isNotEqualTo(next);
    }

    @Test
    void textsThatManyJobsShareAreOneObject() {
        store.record(cycle(running(1), running(2)));
        List<JobSnapshot> jobs = store.changesSince(0).jobs().stream()
                .map(row -> row.job().snapshot())
                .toList();
        assertThat(jobs.getFirst().arn().region()).isSameAs(jobs.getLast().arn().region());
        assertThat(jobs.getFirst().arn().accountId())
                .isSameAs(jobs.getLast().arn().accountId());
        assertThat(jobs.getFirst().modelId()).isSameAs(jobs.getLast().modelId());
    }

    @Test
    void twoStoresShareNothing() {
        try (JobStore other = JdbcStore.memory()) {
            other.open();
            other.record(cycle(running(1)));

            assertThat(store.changesSince(0).head()).isZero();
        }
    }
}
