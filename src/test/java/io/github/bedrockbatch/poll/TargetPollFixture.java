package io.github.bedrockbatch.poll;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static io.github.bedrockbatch.testing.Examples.job;

import io.github.bedrockbatch.job.Job;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.JournalEvent;
import io.github.bedrockbatch.journal.JournalEvent.Settled;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.source.JobSource;
import io.github.bedrockbatch.store.MemoryStore;
import io.github.bedrockbatch.testing.FakeJobSource;
import io.github.bedrockbatch.testing.FakeTagSource;
import io.github.bedrockbatch.testing.Selecting;
import io.github.bedrockbatch.testing.SettableClock;
import io.github.bedrockbatch.testing.Stored;
import io.github.bedrockbatch.watch.DiscoverySelector;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** Polls of one target, on a fake Bedrock and the memory store. */
abstract class TargetPollFixture {
    static final Target TARGET = Target.of(arn(1));
    static final DiscoverySelector EVERYTHING = Selecting.everything(Duration.ofDays(7));

    final SettableClock clock = new SettableClock(NOON);
    final FakeJobSource bedrock = new FakeJobSource(clock);
    final FakeTagSource tags = new FakeTagSource();
    final JobStore store = new MemoryStore();
    final List<CycleResult> results = new ArrayList<>();

    @BeforeEach
    final void open() {
        store.open();
    }

    final TargetPoll configured(int... numbers) {
        Set<JobArn> arns = IntStream.of(numbers).mapToObj(number -> arn(number)).collect(Collectors.toSet());
        return poll(new Watches(arns, List.of(), Duration.ofHours(24), false));
    }

    final TargetPoll discovering(DiscoverySelector selector) {
        return discovering(selector, bedrock, store);
    }

    final TargetPoll discovering(DiscoverySelector selector, JobSource source, JobStore into) {
        return poll(new Watches(Set.of(), List.of(selector), Duration.ofHours(24), false), source, into);
    }

    private TargetPoll poll(Watches watches) {
        return poll(watches, bedrock, store);
    }

    final TargetPoll poll(Watches watches, JobSource source, JobStore into) {
        CycleLimits limits = new CycleLimits(Duration.ofSeconds(30), clock);
        return new TargetPoll(
                TARGET,
                () -> watches,
                source,
                tags,
                new TagMemory(),
                into,
                clock,
                limits,
                LeaseHolder.ofSoleProcess(limits.steady()),
                List.of(results::add));
    }

    final TargetPoll discovering(CycleLimits limits) {
        return discovering(limits, results::add);
    }

    final TargetPoll discovering(CycleLimits limits, CycleListener listener) {
        Watches watches = new Watches(Set.of(), List.of(EVERYTHING), Duration.ofHours(24), false);
        return new TargetPoll(
                TARGET,
                () -> watches,
                bedrock,
                tags,
                new TagMemory(),
                store,
                clock,
                limits,
                LeaseHolder.ofSoleProcess(limits.steady()),
                List.of(listener));
    }

    /** Runs a cycle, and lets the time to the next pass. */
    final void cycle(TargetPoll poll) {
        poll.run();
        clock.advance(Duration.ofSeconds(30));
    }

    /** A job that was submitted ten minutes before noon, and came into its status a minute before. */
    static JobSnapshot snapshot(int number, JobStatus status) {
        return job(number, status, NOON.minusSeconds(600), NOON.minusSeconds(60));
    }

    final @Nullable Job stored(int number) {
        TrackedJob row = Stored.jobs(store, TARGET).get(arn(number));
        return row == null ? null : row.job();
    }

    final List<Outcome> outcomes() {
        return results.stream().map(CycleResult::outcome).toList();
    }

    final List<JournalEvent> events() {
        return store.read(0, 2_000).stream().map(JournalEntry::event).toList();
    }

    final List<JobSnapshot> settled() {
        return events().stream()
                .filter(Settled.class::isInstance)
                .map(JournalEvent::job)
                .toList();
    }

    /** Each transition that was told, with its kind. */
    final List<String> transitions() {
        return transitioned()
                .map(moved ->
                        moved.from() + ">" + moved.to() + " " + moved.kind().name())
                .toList();
    }

    /** Each transition that was told, without its kind. */
    final List<String> moves() {
        return transitioned().map(moved -> moved.from() + ">" + moved.to()).toList();
    }

    private Stream<Transition> transitioned() {
        return events().stream()
                .filter(Transitioned.class::isInstance)
                .map(event -> ((Transitioned) event).transition());
    }
}
