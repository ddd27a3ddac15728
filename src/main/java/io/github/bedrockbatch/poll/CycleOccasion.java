package io.github.bedrockbatch.poll;

import java.util.function.BooleanSupplier;

/**
 * What is special about one cycle.
 *
 * @param listDenied whether AWS has refused List a short time ago
 * @param rotation moves the order of a poll's Gets, so that no job is always the last one
 * @param hinted the jobs that hints have named, none for a poll on schedule
 * @param calmPolls how many polls in a row saw jobs for which a longer interval would do
 * @param othersWait whether somebody waits for the end of this cycle
 * @param tagMemory of all cycles of the target
 */
record CycleOccasion(
        boolean listDenied,
        int rotation,
        HintedJobs hinted,
        int calmPolls,
        BooleanSupplier othersWait,
        TagMemory tagMemory) {
    boolean isHinted() {
        return !hinted.arns().isEmpty();
    }
}
