package io.github.bedrockbatch.journal;

import org.jspecify.annotations.Nullable;

/**
 * The right of one process to do something for a time.
 *
 * @param name of what is done
 * @param holder names the process
 * @param number grows each time that the lease is taken anew, so that a holder that was frozen can be told from the one after it
 * @param pace left by whoever held it last; null if nothing was left
 */
public record Lease(
        String name, String holder, long number, @Nullable Pace pace) {}
