package io.github.bedrockbatch.web.testing;

import io.github.bedrockbatch.job.FailureMessages;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.EntryFilter;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.JournalEvent;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.journal.TrackedJob;
import io.github.bedrockbatch.testing.Examples;
import io.github.bedrockbatch.testing.FakeWatching;
import io.github.bedrockbatch.view.HourlyTransitions;
import io.github.bedrockbatch.view.JobsView;
import io.github.bedrockbatch.view.ViewRules;
import io.github.bedrockbatch.web.Fleet;
import io.github.bedrockbatch.web.FleetSource;
import io.github.bedrockbatch.web.TargetRow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A fleet of jobs and events that a test puts in. Every job is watched. */
public final class FakeFleet implements FleetSource {
    private static final ViewRules RULES = new ViewRules(Duration.ofDays(30), 1_000_000);

    private final List<TrackedJob> rows = new ArrayList<>();
    private final List<LookupStatus> lookups = new ArrayList<>();
    private final List<JournalEntry> entries = new ArrayList<>();
    private final List<TargetRow> targets = new ArrayList<>();
    private final Map<String, String> accountNames;
    private FailureMessages messages = new FailureMessages(true);
    private HourlyTransitions transitions = new HourlyTransitions(Map.of());
    private Duration age = Duration.ZERO;
    private boolean restored = true;
    private boolean broken;
    private int entriesRead;

    /** Makes one in which some accounts have names. */
    public FakeFleet(Map<String, String> accountNames) {
        this.accountNames = Map.copyOf(accountNames);
    }

    /** Makes one in which the account of the examples has a name. */
    public FakeFleet() {
        this(Map.of(Examples.ACCOUNT, "prod"));
    }

    /** Puts in a job and what happened to it. */
    public FakeFleet put(TrackedJob row, JournalEvent... events) {
        rows.add(row);
        for (JournalEvent event : events) {
            entries.add(new JournalEntry(entries.size() + 1L, event));
        }
        return this;
    }

    public FakeFleet put(LookupStatus lookup) {
        lookups.add(lookup);
        return this;
    }

    public FakeFleet put(TargetRow row) {
        targets.add(row);
        return this;
    }

    /** Lets a job leave; its events stay. */
    public void remove(JobArn arn) {
        rows.removeIf(row -> row.arn().equals(arn));
    }

    /** Counts transitions by hour. */
    public FakeFleet count(HourlyTransitions counts) {
        transitions = counts;
        return this;
    }

    /** Makes the view one that was up to date a time ago. */
    public void age(Duration time) {
        age = time;
    }

    /** Includes failure messages, or does not, as after a reload. */
    public void includeMessages(boolean included) {
        messages = new FailureMessages(included);
    }

    /** Makes the store one that cannot be read. */
    public void breakDown() {
        broken = true;
    }

    /** Takes away what was restored. */
    public void unrestore() {
        restored = false;
    }

    /** Returns how many entries were read. */
    public int entriesRead() {
        return entriesRead;
    }

    @Override
    public Optional<Fleet> fleet() {
        return restored ? Optional.of(current()) : Optional.empty();
    }

    private Fleet current() {
        Changes changes = new Changes(1, entries.size(), rows, lookups, Map.of(), Map.of(), Set.of());
        JobsView jobs = JobsView.EMPTY.advancedBy(changes, RULES, Instant.EPOCH);
        JobsView view = new JobsView(jobs.head(), jobs.lastEntry(), jobs.targets(), transitions);
        return new Fleet(
                Examples.NOON,
                view,
                view.shown(new FakeWatching(), RULES, Instant.EPOCH),
                accountNames,
                messages,
                new Fleet.Exporter("1.2.3", "memory", age, 0, Optional.empty()));
    }

    @Override
    public List<TargetRow> targets() {
        return List.copyOf(targets);
    }

    @Override
    public List<JournalEntry> latest(EntryFilter filter, long before, int limit) {
        if (broken) {
            throw new StoreException("/secret/place.db: cannot be read");
        }
        List<JournalEntry> read = entries.reversed().stream()
                .filter(entry -> entry.number() < before)
                .filter(entry -> matches(filter, entry))
                .limit(limit)
                .toList();
        entriesRead += read.size();
        return read;
    }

    private static boolean matches(EntryFilter filter, JournalEntry entry) {
        JobArn job = entry.event().job().arn();
        return allows(filter.arns(), job)
                && allows(filter.accountIds(), job.accountId())
                && allows(filter.regions(), job.region())
                && (entry.event() instanceof Transitioned(Transition transition)
                        ? filter.allows(transition.to())
                        : filter.to().isEmpty() && !filter.onlyTransitions());
    }

    private static <T> boolean allows(Set<T> values, T value) {
        return values.isEmpty() || values.contains(value);
    }
}
