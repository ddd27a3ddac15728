package io.github.bedrockbatch.report;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.journal.Changes;
import io.github.bedrockbatch.journal.Models;
import io.github.bedrockbatch.journal.Total;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs totals that are invalid, at their maximum, or folded into one model: each once in the life of the process. Thread-safe. */
public final class TotalsLog {
    private static final Logger LOG = LoggerFactory.getLogger(TotalsLog.class);

    private final Set<Total.Key> bad = new HashSet<>();
    private final Set<Total.Key> full = new HashSet<>();
    private final Set<Target> folded = new HashSet<>();

    /** Reads the totals that have changed. */
    public synchronized void read(Changes changes) {
        Set<Total.Key> worse = changes.badTotals().stream().filter(bad::add).collect(Collectors.toSet());
        if (!worse.isEmpty()) {
            LOG.warn(
                    "{}: invalid totals in the store: a total must be a whole number and not negative. They are left out of"
                            + " /metrics. Each starts from 0 again at its next increase",
                    names(worse));
        }
        changes.totals().forEach(this::read);
    }

    private void read(Total.Key key, long amount) {
        if (amount == Long.MAX_VALUE && full.add(key)) {
            LOG.warn("{}: this total has reached its maximum and no longer increases", name(key));
        }
        if (key.total().isByModel() && key.model().equals(Models.OTHER) && folded.add(key.target())) {
            LOG.warn(
                    "{}: jobs of more than {} models were counted. Jobs of further models are counted under model_id \"{}\"",
                    key.target(),
                    Models.MAX_MODELS,
                    Models.OTHER);
        }
    }

    private static String names(Set<Total.Key> keys) {
        return String.join(
                ", ", new TreeSet<>(keys.stream().map(TotalsLog::name).toList()));
    }

    private static String name(Total.Key key) {
        return "%s of %s (%s)"
                .formatted(
                        key.total(),
                        key.target(),
                        Stream.of(key.model(), key.first(), key.second())
                                .filter(label -> !label.isEmpty())
                                .collect(Collectors.joining(", ")));
    }
}
