package io.github.bedrockbatch.metrics;

import io.github.bedrockbatch.journal.TotalKey;
import java.util.Map;
import java.util.Set;

/**
 * What the journal adds up to.
 *
 * @param bad totals that the store holds and that cannot be true, which are not shown
 */
public record Totals(Map<TotalKey, Long> amounts, Set<TotalKey> bad) {}
