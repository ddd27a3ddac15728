package io.github.bedrockbatch.view;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.job.Transition;
import io.github.bedrockbatch.journal.JournalEntry;
import io.github.bedrockbatch.journal.JournalEvent.Transitioned;
import io.github.bedrockbatch.journal.RetentionRules;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the transitions that were seen in the last 24 hours. Immutable.
 *
 * @param byHour the counts of each hour that has any, by its beginning in UTC
 */
public record HourlyTransitions(Map<Instant, Map<Key, Long>> byHour) {
    /** How far back it counts. */
    static final Duration SPAN = Duration.ofHours(24);

    static final HourlyTransitions NONE = new HourlyTransitions(Map.of());

    public HourlyTransitions {
        byHour = Collections.unmodifiableMap(byHour);
    }

    /**
     * What is counted apart.
     *
     * @param to the label of the status into which jobs went
     */
    public record Key(Target target, String to) {}

    /** Returns whether an entry was seen in the hours that are counted. */
    static boolean counts(JournalEntry entry, Instant now) {
        return !RetentionRules.seenAt(entry.event()).isBefore(hour(now.minus(SPAN)));
    }

    /** Returns these counts with entries that were not counted yet, less what is older than 24 hours. */
    HourlyTransitions with(List<JournalEntry> entries, Instant now) {
        Instant oldest = hour(now.minus(SPAN));
        if (entries.isEmpty() && byHour.keySet().stream().noneMatch(hour -> hour.isBefore(oldest))) {
            return this;
        }
        Map<Instant, Map<Key, Long>> next = new TreeMap<>(byHour);
        for (JournalEntry entry : entries) {
            if (entry.event() instanceof Transitioned(Transition transition)) {
                Map<Key, Long> counts = new HashMap<>(next.getOrDefault(hour(transition.observedAt()), Map.of()));
                counts.merge(new Key(entry.target(), transition.to().label()), 1L, Long::sum);
                next.put(hour(transition.observedAt()), Collections.unmodifiableMap(counts));
            }
        }
        next.keySet().removeIf(hour -> hour.isBefore(oldest));
        return new HourlyTransitions(next);
    }

    private static Instant hour(Instant time) {
        return time.truncatedTo(ChronoUnit.HOURS);
    }
}
