package io.github.bedrockbatch;

import io.github.bedrockbatch.config.AwsService;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.EntryFilter;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.PollIntervals;
import io.github.bedrockbatch.report.RunLog.Trouble;
import io.github.bedrockbatch.view.JobsView;
import io.github.bedrockbatch.view.TargetSummary;
import io.github.bedrockbatch.view.TargetView;
import io.github.bedrockbatch.view.ViewFollower;
import io.github.bedrockbatch.view.Watching;
import io.github.bedrockbatch.web.Fleet;
import io.github.bedrockbatch.web.FleetSource;
import io.github.bedrockbatch.web.TargetRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the daemon shows to API and pages.
 *
 * @param configuration the one in force
 * @param troubles what goes wrong with the cycles of a target
 * @param eventsPending how many entries of the journal the event log has yet to write
 */
record DaemonFleet(
        Supplier<Configuration> configuration,
        ViewFollower view,
        Watching watching,
        JournalReads journal,
        Function<Target, Optional<Trouble>> troubles,
        LongSupplier eventsPending,
        InstantSource clock)
        implements FleetSource {
    @Override
    public Optional<Fleet> fleet() {
        return view.view().map(this::fleet);
    }

    private Fleet fleet(JobsView current) {
        Instant now = clock.instant();
        Configuration present = configuration.get();
        return new Fleet(
                now,
                current,
                current.shown(watching, view.rules(), now),
                present.aws().accountNames(),
                present.events().failureMessages(),
                new Fleet.Exporter(
                        Version.get(),
                        present.store().type().name().toLowerCase(Locale.ROOT),
                        view.age(),
                        eventsPending.getAsLong(),
                        present.aws().endpoint(AwsService.BEDROCK)));
    }

    @Override
    public List<TargetRow> targets() {
        JobsView current = view.view().orElse(JobsView.EMPTY);
        return TargetSummary.of(current, watching, view.rules(), clock.instant()).stream()
                .map(summary -> row(summary, current.target(summary.target())))
                .toList();
    }

    /** Leaves out a trouble of this process after which another one has succeeded. */
    private TargetRow row(TargetSummary summary, TargetView known) {
        Optional<Trouble> trouble =
                trouble(summary.target()).filter(present -> !known.hasSucceededSince(present.last()));
        return new TargetRow(
                summary,
                interval(known.intervals()),
                trouble.map(Trouble::reason).orElse(null),
                trouble.map(Trouble::since).orElse(null));
    }

    /** Returns what goes wrong with a target. One that was polled before waits until AWS tells the account of its region. */
    private Optional<Trouble> trouble(Target target) {
        Optional<Trouble> own = troubles.apply(target);
        boolean former = watching.unresolvedRegions().contains(target.region())
                && !watching.targets().contains(target);
        return own.isPresent() || !former ? own : troubles.apply(new Target(Target.UNKNOWN_ACCOUNT, target.region()));
    }

    private Duration interval(@Nullable PollIntervals intervals) {
        return intervals == null ? configuration.get().poll().interval() : intervals.inForce();
    }

    @Override
    public List<JournalEntry> latest(EntryFilter filter, long before, int limit) {
        return journal.latest(filter, before, limit);
    }
}
