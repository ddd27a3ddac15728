package io.github.bedrockbatch.report;

import io.github.bedrockbatch.journal.StoreException;
import io.github.bedrockbatch.poll.CycleListener;
import io.github.bedrockbatch.poll.CycleResult;
import io.github.bedrockbatch.poll.CycleResult.Outcome;
import io.github.bedrockbatch.schedule.FailureListener;
import io.github.bedrockbatch.watch.CallerUnknownException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says how polling goes: a trouble once for each change of its cause, and when it is over. */
public final class PollLog implements CycleListener, FailureListener {
    private static final Logger LOG = LoggerFactory.getLogger(PollLog.class);

    private final LogOnChange troubles = new LogOnChange();

    @Override
    public void ended(CycleResult result) {
        String name = "cycle of " + result.target().name();
        if (result.outcome() == Outcome.SUCCESS) {
            over(name);
        } else if (result.outcome() != Outcome.INTERRUPTED
                && troubles.isNew(name, result.causes().toString())) {
            LOG.warn("{}: {}", name, result.reason());
        }
        LOG.debug("{}: {} in {}", name, result.outcome(), result.duration());
    }

    @Override
    public void failed(String name, Throwable cause) {
        boolean unanswered = cause instanceof CallerUnknownException
                && Thread.currentThread().isInterrupted();
        if (unanswered || !troubles.isNew(name, cause.toString())) {
            return;
        }
        if (cause instanceof StoreException || cause instanceof CallerUnknownException) {
            LOG.error("{}", cause.getMessage());
        } else {
            LOG.error("{}: a run failed; the schedule goes on", name, cause);
        }
    }

    @Override
    public void succeeded(String name) {
        over(name);
    }

    private void over(String name) {
        if (troubles.isOver(name)) {
            LOG.info("{}: in order again", name);
        }
    }
}
