package io.github.bedrockbatch;

import static io.github.bedrockbatch.testing.JobRows.SUBMIT;
import static io.github.bedrockbatch.testing.JobRows.TARGET;
import static io.github.bedrockbatch.testing.JobRows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.Recording;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.store.MemoryStore;
import io.github.bedrockbatch.testing.FakeStore;
import io.github.bedrockbatch.testing.SettableClock;
import io.github.bedrockbatch.testing.Stored;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HousekeepingTest {
    private static final TrackedJob NAMED = row("aaaaaaaaaaaa", "Completed", Duration.ofMinutes(1));
    private static final TrackedJob FOUND = row("bbbbbbbbbbbb", "Completed", Duration.ofMinutes(1));

    private final SettableClock clock = new SettableClock(SUBMIT);

    @Test
    void tombstonesOfFoundJobsGoWhateverIsNamed() throws ConfigException {
        JobStore store = new MemoryStore();
        JobArn[] jobs = {NAMED.arn(), FOUND.arn()};
        List<JobWrite> writes = List.of(new JobWrite(NAMED, List.of()), new JobWrite(FOUND, List.of()));
        store.record(new Recording(TARGET, writes, List.of(), List.of(), null));
        Housekeeping housekeeping = new Housekeeping(store, configuration(), clock);

        clock.advance(Duration.ofDays(2));
        housekeeping.prune();
        assertThat(Stored.tombstones(store, TARGET, jobs)).containsOnlyKeys(jobs);

        clock.advance(Duration.ofDays(40));
        housekeeping.prune();
        assertThat(Stored.tombstones(store, TARGET, jobs)).containsOnlyKeys(NAMED.arn());
    }

    @Test
    void aStoreThatCannotBeUsedIsAFailure() {
        FakeStore store = new FakeStore();
        store.breakDown();

        assertThatThrownBy(() -> Housekeeping.check(store))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot be read or written");
    }

    private static Configuration configuration() throws ConfigException {
        String yaml = "jobs: ['" + NAMED.arn() + "']\ndiscovery: [{regions: [us-east-1]}]";
        return new ConfigLoader(region -> true).load(yaml, "c.yml", Map.of());
    }
}
