package io.github.bedrockbatch.journal;

import static io.github.bedrockbatch.testing.JobRows.TARGET;
import static io.github.bedrockbatch.testing.JobRows.arn;
import static io.github.bedrockbatch.testing.JobRows.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.Tombstone;
import io.github.bedrockbatch.journal.JobStore.RecordResult;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TargetStateTest {
    private final TrackedJob present =
            row("a", "InProgress", Duration.ofMinutes(1)).withVersion(3);
    private final TrackedJob older = row("a", "Validating", Duration.ofSeconds(5));
    private final TrackedJob other = row("b", "Failed", Duration.ofMinutes(2));
    private final Tombstone pruned =
            Tombstone.of(row("c", "Stopped", Duration.ofMinutes(2)).job());
    private final Tombstone olderPruned =
            Tombstone.of(row("d", "Stopped", Duration.ofMinutes(2)).job());
    private final TargetState state =
            new TargetState(Map.of(present.arn(), present), Map.of(pruned.arn(), pruned), Map.of(), Map.of(), null);

    @Test
    void keepsWhatItHoldsWhenMoreIsAskedFor() {
        TargetState more = state.with(
                new KnownJobs(Map.of(older.arn(), older, other.arn(), other), Map.of(olderPruned.arn(), olderPruned)));

        assertThat(more.jobs()).containsOnly(Map.entry(arn("a"), present), Map.entry(arn("b"), other));
        assertThat(more.tombstones()).containsOnly(Map.entry(arn("c"), pruned), Map.entry(arn("d"), olderPruned));
    }

    @Test
    void losesWhatItHeldOfTheJobsThatAreAskedForAgain() {
        TargetState again =
                state.reread(List.of(arn("a"), arn("c")), new KnownJobs(Map.of(pruned.arn(), other), Map.of()));

        assertThat(again.jobs()).containsOnly(Map.entry(arn("c"), other));
        assertThat(again.tombstones()).isEmpty();
    }

    @Test
    void takesTheRowsThatWereRecordedWithTheirVersionAndTheLookups() {
        TrackedJob back = row("c", "InProgress", Duration.ofMinutes(3));
        LookupStatus lookup = LookupStatus.found(arn("b"));
        Recording cycle = new Recording(
                TARGET,
                List.of(write(older), write(other), write(back)),
                List.of(lookup),
                List.of(new WalkProgress("key", other.job().changedAt(), 1)),
                null);

        TargetState after = state.after(cycle, new RecordResult(7, Set.of(arn("a"))));

        assertThat(after.jobs())
                .containsOnly(
                        Map.entry(arn("a"), present),
                        Map.entry(arn("b"), other.withVersion(7)),
                        Map.entry(arn("c"), back.withVersion(7)));
        assertThat(after.tombstones()).isEmpty();
        assertThat(after.lookups()).containsOnly(Map.entry(arn("b"), lookup));
        assertThat(after.walks()).as("those from before the cycle").isEmpty();
    }

    private static JobWrite write(TrackedJob row) {
        return new JobWrite(row, List.of());
    }
}
