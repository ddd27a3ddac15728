package io.github.bedrockbatch;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static io.github.bedrockbatch.testing.Examples.job;

import io.github.bedrockbatch.config.ConfigException;
import io.github.bedrockbatch.config.ConfigLoader;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.eventlog.Event;
import io.github.bedrockbatch.eventlog.EventLog;
import io.github.bedrockbatch.eventlog.TransitionEvents;
import io.github.bedrockbatch.job.FailureMessages;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.OutputDataConfig;
import io.github.bedrockbatch.job.RecordCounts;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.journal.TargetState;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.manifest.ManifestReader;
import io.github.bedrockbatch.metrics.Exposed;
import io.github.bedrockbatch.metrics.ShownJobs;
import io.github.bedrockbatch.poll.CycleLimits;
import io.github.bedrockbatch.poll.TagMemory;
import io.github.bedrockbatch.poll.TargetPoll;
import io.github.bedrockbatch.store.Mishap;
import io.github.bedrockbatch.store.Mishap.ProcessDied;
import io.github.bedrockbatch.testing.Examples;
import io.github.bedrockbatch.testing.FakeJobSource;
import io.github.bedrockbatch.testing.FakeManifestSource;
import io.github.bedrockbatch.testing.FakeTagSource;
import io.github.bedrockbatch.testing.Selecting;
import io.github.bedrockbatch.testing.SettableClock;
import io.github.bedrockbatch.watch.Watches;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Some weeks of some jobs as an exporter sees them, which is taken apart for it: polling, events and housekeeping one after
 * the other. What a mishap spoils is done again at once; after a death, by a new process.
 */
final class Scenario {
    private static final int STEPS = 9;
    private static final Duration HALF_A_MINUTE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final RecordCounts AT_THE_END = new RecordCounts(100L, 90L, 88L, 2L);
    private static final RecordCounts SETTLED = new RecordCounts(100L, 100L, 97L, 3L);
    private static final Target TARGET = Target.of(arn(1));

    private static final List<JobArn> ALL =
            IntStream.rangeClosed(1, 20).mapToObj(Examples::arn).toList();
    private static final Watches WATCHES =
            new Watches(Set.of(arn(9)), List.of(Selecting.everything(Duration.ofDays(7))), Duration.ofHours(24), true);

    private final SettableClock clock = new SettableClock(NOON);
    private final FakeJobSource bedrock = new FakeJobSource(clock);
    private final FakeManifestSource s3 = new FakeManifestSource();
    private final List<Event> written = new CopyOnWriteArrayList<>();
    private final Map<Integer, Picture> pictures = new TreeMap<>();
    private final Supplier<JobStore> stores;
    private final Mishap mishap;
    private Parts parts;
    private int steps;

    /** All that can be seen of an exporter after a step. */
    record Picture(Changes view, TargetState state, List<JournalEntry> journal, long cursor, String metrics) {}

    /** The parts of a process. */
    private record Parts(
            JobStore store, ShownJobs metrics, TargetPoll poll, ManifestReader manifests, Housekeeping housekeeping) {}

    /** A scenario with a supply of stores, one for each process, in which a mishap may happen. */
    Scenario(Supplier<JobStore> stores, Mishap mishap) {
        this.stores = stores;
        this.mishap = mishap;
        this.parts = start();
    }

    /** Plays it to its end. */
    Scenario play() {
        step(Duration.ZERO, Map.of(1, Known.SUBMITTED, 2, Known.VALIDATING, 3, Known.VALIDATING, 8, Known.SCHEDULED));
        step(HALF_A_MINUTE, Map.of(1, Known.SCHEDULED, 3, Known.FAILED, 4, Known.IN_PROGRESS, 5, Known.STOPPING));
        step(HALF_A_MINUTE, Map.of(1, Known.EXPIRED, 4, Known.COMPLETED, 5, Known.STOPPED, 6, Known.FAILED));
        step(HALF_A_MINUTE, Map.of(2, JobStatus.of("Paused"), 7, Known.PARTIALLY_COMPLETED, 8, Known.IN_PROGRESS));
        restart();
        List.of(1, 3, 4, 5, 6, 7).forEach(this::settle);
        s3.put(arn(4), 4_000, 1_000);
        s3.put(arn(7), 7_000, 2_000);
        step(Duration.ofMinutes(3), Map.of(2, Known.IN_PROGRESS));
        step(Duration.ofMinutes(20), Map.of(9, Known.VALIDATING));
        step(Duration.ofHours(25), Map.of(2, Known.COMPLETED, 9, Known.COMPLETED));
        step(Duration.ofDays(31), Map.of(8, Known.COMPLETED));
        step(Duration.ofDays(10), Map.of());
        parts.store().close();
        return this;
    }

    /** What could be seen after a step, by its number: after that of the mishap and the last; without one, after each. */
    Map<Integer, Picture> pictures() {
        return pictures;
    }

    /** The events in the order of their first writing; a repeated one is equal to what it repeats. */
    List<Event> events() {
        return written.stream().distinct().toList();
    }

    private void step(Duration after, Map<Integer, JobStatus> statuses) {
        clock.advance(after);
        statuses.forEach(this::show);
        surely(process -> process.poll().run());
        surely(process -> process.manifests().read(TARGET));
        surely(process -> process.metrics().refresh());
        surely(this::writeEvents);
        surely(process -> process.housekeeping().prune());
        steps++;
        if (mishap.isNone() || steps == STEPS || (mishap.happened() && pictures.isEmpty())) {
            mishap.suspend(() -> pictures.put(steps, picture()));
        }
    }

    private void show(int number, JobStatus status) {
        bedrock.put(job(number, status, NOON.plusSeconds(number - 10L), clock.instant()).toBuilder()
                .message(status.isTerminal() ? "why job " + number + " is " + status : null)
                .counts(status.isTerminal() ? AT_THE_END : RecordCounts.NONE)
                .outputDataConfig(new OutputDataConfig("s3://results/" + number, null, null))
                .build());
    }

    private void settle(int number) {
        bedrock.change(arn(number), job -> job.toBuilder().counts(SETTLED).build());
    }

    private void writeEvents(Parts process) {
        EventLog log = new EventLog(
                process.store(),
                LeaseHolder.ofSoleProcess(clock),
                new TransitionEvents(new FailureMessages(true)),
                this::write);
        log.start();
        if (!log.close(PATIENCE)) {
            throw new StoreException("not all events were written");
        }
    }

    private void write(Event event) throws IOException {
        mishap.beforeWrite();
        written.add(event);
    }

    private void restart() {
        parts.store().close();
        parts = start();
    }

    /** Does something that a mishap may spoil once. */
    private void surely(Consumer<Parts> action) {
        boolean before = mishap.happened();
        try {
            action.accept(parts);
        } catch (StoreException | ProcessDied e) {
            requireCause(before, e);
            if (mishap.died()) {
                parts = start();
            }
            action.accept(parts);
        }
    }

    private Parts start() {
        boolean before = mishap.happened();
        JobStore store = stores.get();
        try {
            return start(store);
        } catch (StoreException | ProcessDied e) {
            requireCause(before, e);
            if (!mishap.died()) {
                store.close();
            }
            return start(stores.get());
        }
    }

    private Parts start(JobStore store) {
        store.open();
        ShownJobs metrics = new ShownJobs(store, clock, Duration.ofHours(24), 5000, false);
        metrics.targets(Set.of(TARGET));
        metrics.refresh();
        TargetPoll poll = new TargetPoll(
                TARGET,
                () -> WATCHES,
                bedrock,
                new FakeTagSource(),
                new TagMemory(),
                store,
                clock,
                new CycleLimits(HALF_A_MINUTE, clock),
                LeaseHolder.ofSoleProcess(clock),
                List.of(result -> metrics.refresh()));
        ManifestReader manifests =
                new ManifestReader(target -> s3, store, clock, clock, LeaseHolder.ofSoleProcess(clock), List.of());
        return new Parts(store, metrics, poll, manifests, new Housekeeping(store, configuration(), clock));
    }

    private static Configuration configuration() {
        try {
            return new ConfigLoader(region -> true).load("jobs: ['" + arn(9) + "']", "c.yml", Map.of());
        } catch (ConfigException e) {
            throw new AssertionError(e);
        }
    }

    private void requireCause(boolean happenedBefore, Throwable failure) {
        if (happenedBefore || !mishap.happened()) {
            throw new AssertionError("it fails without a mishap", failure);
        }
    }

    private Picture picture() {
        JobStore store = parts.store();
        return new Picture(
                unnumbered(store.changesSince(0)),
                unnumbered(store.load(TARGET, ALL)),
                store.read(0, Integer.MAX_VALUE),
                store.cursor(EventLog.READER),
                Exposed.text(parts.metrics()));
    }

    /** A cycle that is repeated after a mishap takes one number more. */
    private static Changes unnumbered(Changes changes) {
        return new Changes(
                0,
                changes.lastEntry(),
                changes.jobs().stream()
                        .map(row -> row.withVersion(0))
                        .sorted(Comparator.comparing(TrackedJob::arn))
                        .toList(),
                changes.lookups().stream()
                        .sorted(Comparator.comparing(LookupStatus::arn))
                        .toList(),
                changes.lastSuccess(),
                changes.intervals(),
                changes.totals(),
                changes.badTotals());
    }

    private static TargetState unnumbered(TargetState state) {
        Map<JobArn, TrackedJob> jobs = new HashMap<>();
        state.jobs().forEach((arn, row) -> jobs.put(arn, row.withVersion(0)));
        return new TargetState(
                jobs, state.tombstones(), state.lookups(), state.walks(), state.lastSuccess(), state.intervals());
    }
}
