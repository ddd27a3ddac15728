package io.github.bedrockbatch;

import io.github.bedrockbatch.GenerationIntervals.Pacer;
import io.github.bedrockbatch.aws.AwsAccounts;
import io.github.bedrockbatch.aws.notification.QueueUrl;
import io.github.bedrockbatch.config.Configuration;
import io.github.bedrockbatch.config.UnusableConfigurationException;
import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.JobStore;
import io.github.bedrockbatch.journal.LeaseHolder;
import io.github.bedrockbatch.journal.PollIntervals;
import io.github.bedrockbatch.manifest.ManifestReader;
import io.github.bedrockbatch.metrics.ExporterMetrics;
import io.github.bedrockbatch.metrics.TargetErrors;
import io.github.bedrockbatch.notification.NotificationQueue;
import io.github.bedrockbatch.poll.CycleLimits;
import io.github.bedrockbatch.poll.CycleListener;
import io.github.bedrockbatch.poll.HintResult;
import io.github.bedrockbatch.poll.HintResult.HintOutcome;
import io.github.bedrockbatch.poll.HintedJobs;
import io.github.bedrockbatch.poll.HintedTargets;
import io.github.bedrockbatch.poll.TagMemory;
import io.github.bedrockbatch.poll.TargetPoll;
import io.github.bedrockbatch.poll.TargetPolls;
import io.github.bedrockbatch.report.ManifestLog;
import io.github.bedrockbatch.report.RunLog;
import io.github.bedrockbatch.schedule.Task;
import io.github.bedrockbatch.source.SteadyClock;
import io.github.bedrockbatch.view.Watching;
import io.github.bedrockbatch.watch.CallerIdentity;
import io.github.bedrockbatch.watch.TargetPlan;
import io.github.bedrockbatch.watch.WatchPlan;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One configuration at work: what is watched, by whose credentials, and the tasks that are scheduled for it. Locks, rates, back-off and what
 * AWS was asked for outlive it. Thread-safe.
 */
final class Generation implements Watching, HintedTargets, AutoCloseable {
    private final Configuration configuration;
    private final AwsAccounts aws;
    private final Surroundings surroundings;
    private final InstantSource steady;
    private final WatchPlan plan;
    private final CallerIdentity caller;
    private final TargetPolls polls;
    private final GenerationSeries series;
    private final List<QueueUrl> queues;
    private final GenerationTasks tasks;
    private final Map<Target, TargetPlan> plans;
    private final GenerationIntervals intervals;
    private final Set<Target> reachedAnew;
    private final Set<Target> watchedAnew;
    private final Map<Target, TagMemory> tagMemories;

    /** What a configuration works with that lives as long as the process. */
    record Surroundings(
            JobStore store,
            LeaseHolder leases,
            ExporterMetrics metrics,
            RunLog runLog,
            ManifestLog manifestLog,
            TargetErrors targetErrors,
            Pacer pacer,
            InstantSource clock) {
        List<CycleListener> cycleListeners() {
            return List.of(metrics, runLog, targetErrors);
        }
    }

    /**
     * Wires a configuration that does nothing yet.
     *
     * @param aws closed with this, and if this cannot be made
     * @throws UnusableConfigurationException if the configuration names nothing to watch, or a queue without a region, and the
     *     environment no region
     */
    Generation(Configuration configuration, AwsAccounts aws, Surroundings surroundings) {
        this(configuration, aws, surroundings, Optional.empty());
    }

    private Generation(
            Configuration configuration, AwsAccounts aws, Surroundings surroundings, Optional<Generation> before) {
        this.configuration = configuration;
        this.aws = aws;
        this.surroundings = surroundings;
        this.steady = before.map(earlier -> earlier.steady).orElseGet(SteadyClock::new);
        this.tagMemories = before.filter(earlier -> earlier.showsSameTags(configuration))
                .map(earlier -> earlier.tagMemories)
                .orElseGet(ConcurrentHashMap::new);
        this.intervals =
                new GenerationIntervals(this, GenerationIntervals.of(configuration.poll()), surroundings.pacer());
        try {
            this.plan = WatchPlan.of(configuration, aws::regions, aws.caller()::defaultRegion);
            this.plans = TargetPlan.of(plan, configuration);
            this.reachedAnew =
                    before.map(earlier -> earlier.reachedAnewBy(plans)).orElse(Set.of());
            this.watchedAnew = before.map(earlier -> TargetPlan.watchedAnew(earlier.plans, plans))
                    .orElse(Set.of());
            this.caller = before.filter(earlier -> earlier.aws.caller() == aws.caller())
                    .map(earlier -> earlier.caller.in(plan.identityRegions()))
                    .orElseGet(() -> new CallerIdentity(
                            aws.caller()::callerAccountId, plan.identityRegions(), new SteadyClock()));
            this.polls = new TargetPolls(plan, caller, surroundings.cycleListeners(), this::newPoll);
            this.queues = configuration.notifications().sqsQueues().stream()
                    .map(aws::queueUrl)
                    .toList();
            this.series = new GenerationSeries(plan, polls, queues, aws, surroundings.metrics());
            this.tasks = new GenerationTasks(
                    polls,
                    configuration.poll().interval(),
                    manifests(),
                    new Housekeeping(surroundings.store(), configuration, surroundings.clock()));
        } catch (RuntimeException e) {
            aws.close();
            throw e;
        }
    }

    /**
     * Wires the configuration that is to take the place of this one. It shares the sessions whose settings did not change, and what AWS has
     * told of the caller.
     *
     * @throws UnusableConfigurationException if the configuration names nothing to watch, or a queue without a region, and the
     *     environment no region
     * @throws io.github.bedrockbatch.aws.AwsConfigurationException if it names a profile, a CA bundle or a proxy that cannot be used
     */
    Generation next(Configuration next) {
        return new Generation(next, aws.next(next), surroundings, Optional.of(this));
    }

    /** Returns the configuration. */
    Configuration configuration() {
        return configuration;
    }

    /** Returns what the configuration says about each target. */
    Map<Target, TargetPlan> plans() {
        return plans;
    }

    /** Returns the exporter's own series about it. */
    GenerationSeries series() {
        return series;
    }

    /** Returns the scheduled tasks, with the configured intervals. */
    GenerationTasks tasks() {
        return tasks;
    }

    /** Forgets the troubles of what the next configuration has no more, so that they are told again once it is back. */
    void forgetTroublesOfWhatIsGone(Generation next) {
        Set<Target> gone = series.targets();
        Set<Target> unread = new HashSet<>(gone);
        gone.removeAll(next.series.targets());
        gone.forEach(surroundings.runLog()::forget);
        gone.forEach(next.tagMemories::remove);
        unread.stream().filter(target -> !next.plan.needsTags(target)).forEach(surroundings.runLog()::forgetTags);
        (next.plan.manifests() ? gone : unread).forEach(surroundings.manifestLog()::forget);
        Set<String> ended = new HashSet<>(tasks.names());
        ended.removeAll(next.tasks.names());
        ended.forEach(surroundings.runLog()::forgetTask);
    }

    /** Puts what holds for all targets in force. */
    void begin() {
        aws.limit(configuration.poll().maxRequestsPerSecond());
    }

    /** Returns the queues that notifications are received from. */
    List<NotificationQueue> queues() {
        return queues.stream().map(aws::queue).toList();
    }

    /**
     * Returns what is to be scheduled. A target is polled as often as its jobs left it. One about which something changed begins with the
     * configured interval: it may have a job to watch now, or be reached again.
     */
    List<Task> plannedTasks(Function<Target, Optional<PollIntervals>> stored) {
        Map<Target, Duration> asLeft = polls.plannedTargets().stream()
                .filter(planned -> !watchedAnew.contains(planned) && !reachedAnew.contains(planned))
                .collect(Collectors.toMap(
                        Function.identity(),
                        planned -> intervals.of(polls.resolved(planned).flatMap(stored))));
        return tasks.withIntervals(asLeft);
    }

    /** Puts the intervals of this configuration in the place of others in the store. */
    void tellIntervals(Function<Target, Optional<PollIntervals>> stored) {
        intervals.tell(polls.knownTargets(), stored, surroundings.store());
    }

    @Override
    public Set<Target> targets() {
        return polls.knownTargets();
    }

    @Override
    public Set<String> unresolvedRegions() {
        return polls.unresolvedRegions();
    }

    @Override
    public boolean watchesAll(Target target) {
        return polls.watchesAll(target);
    }

    @Override
    public boolean isWatched(JobArn job) {
        return polls.isWatched(job);
    }

    @Override
    public Coverage coverage(Target target) {
        return polls.coverage(target);
    }

    /** Looks at jobs, unless the target is not watched: the hint may have come when it was, under the configuration before. */
    @Override
    public HintResult look(Target target, HintedJobs hinted) {
        return switch (polls.coverage(target)) {
            case WATCHED -> polls.look(target, hinted);
            case UNWATCHED -> HintResult.of(hinted.arns(), HintOutcome.IGNORED);
            case UNDECIDED -> HintResult.of(hinted.arns(), HintOutcome.FAILED);
        };
    }

    /** Closes the connections to AWS: to be called when no task runs any more. */
    @Override
    public void close() {
        aws.close();
    }

    /** Labels that are configured anew show the tags of now. */
    private boolean showsSameTags(Configuration next) {
        return configuration.metrics().tagLabels().equals(next.metrics().tagLabels());
    }

    private Optional<ManifestReader> manifests() {
        return plan.manifests()
                ? Optional.of(new ManifestReader(
                        aws::manifestSource,
                        surroundings.store(),
                        surroundings.clock(),
                        steady,
                        surroundings.leases(),
                        List.of(surroundings.metrics(), surroundings.manifestLog())))
                : Optional.empty();
    }

    private TargetPoll newPoll(Target target, Supplier<Watches> watches) {
        series.addTarget(target);
        List<CycleListener> listeners = Stream.concat(surroundings.cycleListeners().stream(), Stream.of(intervals))
                .toList();
        TargetPoll poll = new TargetPoll(
                target,
                watches,
                aws.jobSource(target),
                aws.tagSource(target),
                tagMemories.computeIfAbsent(target, absent -> new TagMemory()),
                surroundings.store(),
                surroundings.clock(),
                new CycleLimits(GenerationIntervals.of(configuration.poll()), steady),
                surroundings.leases(),
                listeners);
        if (reachedAnew.contains(target) || reachedAnew.contains(new Target(Target.UNKNOWN_ACCOUNT, target.region()))) {
            poll.askAnew();
        }
        return poll;
    }

    private Set<Target> reachedAnewBy(Map<Target, TargetPlan> next) {
        return TargetPlan.reachedAnew(
                plans, next, planned -> reachedAnew.contains(planned) && !polls.isAskedAnew(planned));
    }
}
