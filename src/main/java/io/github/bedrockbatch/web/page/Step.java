package io.github.bedrockbatch.web.page;

import org.jspecify.annotations.Nullable;

/**
 * What a job did, as its timeline shows it.
 *
 * @param lasted how long it was in the status; null where it has ended in it
 * @param now whether it still is
 * @param note what is odd about it; null if nothing is
 * @param start where it begins on a line as long as the job, from 0 to 1,000
 * @param length how long it is there
 */
public record Step(
        StatusBadge status,
        Moment at,
        @Nullable String lasted,
        boolean now,
        @Nullable String note,
        int start,
        int length) {}
