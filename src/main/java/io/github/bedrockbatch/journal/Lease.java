package io.github.bedrockbatch.journal;

import org.jspecify.annotations.Nullable;

/**
 * The right of one process to do something for a time.
 *
 * @param name of what is done
 * @param holder names the process
 * @param number grows each time that the lease is taken and not only renewed, so that a frozen holder can be told from its successor
 * @param pace passed on by the previous holder; null if there is none
 */
public record Lease(
        String name, String holder, long number, @Nullable Pace pace) {}
