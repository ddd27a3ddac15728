package io.github.bedrockbatch.report;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.poll.CycleListener;
import io.github.bedrockbatch.poll.CycleResult;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.schedule.RunListener;
import io.github.bedrockbatch.schedule.ScheduleException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs failures of polls and other runs: once for each change of the cause, and when the run has recovered. Thread-safe. */
public final class RunLog implements CycleListener, RunListener {
    private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);

    private final LogOnChange troubles;

    /**
     * What goes wrong now.
     *
     * @param cause the newest one, which is the same for as long as nothing else goes wrong
     * @param reason the same for people
     * @param since when it began to go wrong
     * @param last when it went wrong last
     */
    public record Trouble(String cause, String reason, Instant since, Instant last) {}

    public RunLog(InstantSource clock) {
        troubles = new LogOnChange(LOG, clock);
    }

    @Override
    public void ended(CycleResult result) {
        String name = cycleOf(result.target());
        if (result.outcome() == Outcome.SUCCESS) {
            troubles.succeeded(name);
        } else if (result.outcome() != Outcome.INTERRUPTED) {
            troubles.failed(name, result.causes().toString(), result.reason());
        }
        LOG.debug("{}: {} in {}", name, result.outcome(), result.duration());
    }

    @Override
    public void notBegun(Target target, String code, String reason) {
        troubles.failed(cycleOf(target), reason, reason);
    }

    @Override
    public void tagsAsked(Target target, Optional<String> failure) {
        failure.ifPresentOrElse(
                cause -> troubles.failed(
                        tagsOf(target), cause, cause + " (new jobs have no tags until this recovers, polls continue)"),
                () -> troubles.succeeded(tagsOf(target)));
    }

    @Override
    public void canBegin(Target target) {
        troubles.succeeded(cycleOf(target));
    }

    @Override
    public void failed(String name, Throwable cause) {
        if (!troubles.isNew(name, cause.toString(), String.valueOf(cause.getMessage()))) {
            return;
        }
        if (isOfDatabase(cause)) {
            LOG.error("{}", cause.getMessage());
        } else {
            LOG.error("{}: unexpected failure. The exporter keeps running", name, cause);
        }
    }

    @Override
    public void succeeded(String name) {
        troubles.succeeded(name);
    }

    /** Returns whether a run failed because the store or the schedule in it could not be used, whose message says what to do. */
    public static boolean isOfDatabase(Throwable cause) {
        return cause instanceof StoreException || cause instanceof ScheduleException;
    }

    /**
     * Returns the trouble of the polls of a target, while there is one.
     *
     * @param task in which the cycles are run
     */
    public Optional<Trouble> trouble(Target target, String task) {
        return troubles.trouble(cycleOf(target)).or(() -> troubles.trouble(task));
    }

    /** Forgets the troubles of the polls and refreshes of a target that is no longer watched. */
    public void forget(Target target) {
        troubles.forget(cycleOf(target));
        forgetTags(target);
        troubles.forget(NotificationLog.looksOf(target));
    }

    /** Forgets the trouble of the tags of a target whose jobs no longer need tags. */
    public void forgetTags(Target target) {
        troubles.forget(tagsOf(target));
    }

    /** Forgets the trouble of a task that no longer runs. */
    public void forgetTask(String task) {
        troubles.forget(task);
    }

    private static String tagsOf(Target target) {
        return "tags of " + target.name();
    }

    private static String cycleOf(Target target) {
        return "poll of " + target.name();
    }
}
