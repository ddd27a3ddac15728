package io.github.bedrockbatch.store;

import static io.github.bedrockbatch.store.Rows.EAST;
import static io.github.bedrockbatch.store.Rows.T0;
import static io.github.bedrockbatch.store.Rows.WEST;
import static io.github.bedrockbatch.store.Rows.arn;
import static io.github.bedrockbatch.store.Rows.completed;
import static io.github.bedrockbatch.store.Rows.cycle;
import static io.github.bedrockbatch.store.Rows.found;
import static io.github.bedrockbatch.store.Rows.manifestRead;
import static io.github.bedrockbatch.store.Rows.retention;
import static io.github.bedrockbatch.store.Rows.settled;
import static io.github.bedrockbatch.store.Rows.write;

import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.job.TokenCounts;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.ManifestState;
import io.github.bedrockbatch.journal.Recording;
import io.github.bedrockbatch.journal.Recording.JobWrite;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.journal.Total;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.journal.WalkProgress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What the files v1.db and v2.db hold. They were written by {@link #fill} in the last programs of version 1 and 2, where some of these
 * types had other packages and names.
 */
final class EarlierVersion {
    private EarlierVersion() {}

    /** Copies the file of a version. */
    static void copyTo(Path file, int version) throws IOException {
        try (InputStream in = EarlierVersion.class.getResourceAsStream("v" + version + ".db")) {
            Files.copy(Objects.requireNonNull(in), file);
        }
    }

    /** Changes of the same recordings, as far as the earlier programs wrote them: without models of durations, nor times of starts. */
    static Changes asWritten(Changes changes) {
        Map<Total.Key, Long> totals = new HashMap<>();
        changes.totals().forEach((key, amount) -> totals.merge(withoutModel(key), amount, Long::sum));
        return new Changes(
                changes.head(),
                changes.lastEntry(),
                changes.jobs().stream().map(EarlierVersion::withoutStart).toList(),
                changes.lookups(),
                changes.lastSuccess(),
                totals,
                changes.badTotals());
    }

    /** A state of the same recordings, as far as the earlier programs wrote it. */
    static TargetState asWritten(TargetState state) {
        Map<JobArn, TrackedJob> jobs = new HashMap<>(state.jobs());
        jobs.replaceAll((arn, row) -> withoutStart(row));
        return new TargetState(jobs, state.tombstones(), state.lookups(), state.walks(), state.lastSuccess());
    }

    private static Total.Key withoutModel(Total.Key key) {
        boolean hadModel = key.total() == Total.RECORDS || key.total() == Total.TOKENS;
        String model = key.total().isByModel() && !hadModel ? "unknown" : key.model();
        return new Total.Key(key.total(), key.target(), model, key.first(), key.second());
    }

    private static TrackedJob withoutStart(TrackedJob row) {
        Job job = row.job();
        return row.with(
                new Job(
                        job.snapshot(),
                        job.statusChangedAt(),
                        job.statusObservedAt(),
                        job.baseline(),
                        null,
                        job.endedAt(),
                        job.givenUpAt()),
                row.settleDue());
    }

    /** Records jobs in many states, with all that a store keeps beside them. Each cycle writes a row. */
    static void fill(JobStore store) {
        store.record(cycle(completed(30), completed(31), completed(32)));
        store.moveCursor("eventlog", 2);
        store.prune(retention(Instant.MAX, Instant.MAX, Instant.MIN), 10);
        store.record(whole(EAST, everyStatus(EAST)));
        store.record(whole(WEST, everyStatus(WEST)));
        long head = store.record(cycle(awaiting())).head();
        store.record(cycle(
                write(arn(20), Known.COMPLETED, T0.plusSeconds(90), head),
                settled(23, "amazon.nova", new RecordCounts(7L, 7L, 5L, 2L))));
        store.moveCursor("eventlog", 20);
        store.moveCursor("other", 7);
    }

    private static List<JobWrite> everyStatus(Target target) {
        List<JobWrite> writes = new ArrayList<>();
        List<JobStatus> statuses = Stream.concat(
                        Stream.of(Known.values()), Stream.of(JobStatus.of("Pondering \"deep: ly\"")))
                .toList();
        for (JobStatus status : statuses.subList(1, statuses.size())) {
            int number = writes.size() + 1;
            writes.add(write(arn(target, number), status, T0.plusSeconds(60).plusNanos(fraction(number))));
        }
        return writes;
    }

    /** None, thousandths, millionths or billionths of a second. */
    private static long fraction(int number) {
        return number * List.of(0L, 1_000_000L, 1_000L, 1L).get(number % 4);
    }

    private static JobWrite[] awaiting() {
        TrackedJob settling = completed(21).row();
        TrackedJob awaited = completed(22).row();
        TrackedJob read = completed(24).row();
        return new JobWrite[] {
            write(arn(20), Known.IN_PROGRESS, T0.plusSeconds(60)),
            new JobWrite(settling.with(settling.job(), T0.plusSeconds(180)), List.of()),
            new JobWrite(awaited.withManifest(new ManifestState.Awaited(T0.plusSeconds(70), 1)), List.of(settled(22))),
            new JobWrite(
                    read.withManifest(new ManifestState.Read(new TokenCounts(120L, 45L, null, null))),
                    List.of(manifestRead(24, 120, 45)))
        };
    }

    private static Recording whole(Target target, List<JobWrite> writes) {
        List<LookupStatus> lookups = List.of(
                found(arn(target, 1)),
                found(arn(target, 7)),
                new LookupStatus(arn(target, 8), false, null, null),
                new LookupStatus(arn(target, 99), false, T0, T0.plusSeconds(90)));
        List<WalkProgress> walks = List.of(new WalkProgress("everything", T0, 3), new WalkProgress("some", T0, 1));
        return new Recording(target, writes, lookups, walks, T0.plusMillis(500));
    }
}
