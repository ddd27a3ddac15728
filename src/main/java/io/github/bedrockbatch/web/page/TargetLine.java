package io.github.bedrockbatch.web.page;

import org.jspecify.annotations.Nullable;

/**
 * An account in a region, as the page of the fleet shows it.
 *
 * @param jobs a link to its jobs; null while its account is not known
 * @param lastSuccess null if there was none
 * @param interval of its polls; null while it has none
 * @param error why it cannot be polled; null if it can
 * @param since when it could not; null if it can
 */
public record TargetLine(
        AccountName account,
        String region,
        @Nullable String jobs,
        String active,
        String finished,
        String failingLookups,
        @Nullable Moment lastSuccess,
        @Nullable String interval,
        @Nullable String error,
        @Nullable Moment since) {}
