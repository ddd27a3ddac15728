/** The transition event: one log line for each entry of the journal, at least once and in order. */
@NullMarked
package io.github.bedrockbatch.eventlog;

import org.jspecify.annotations.NullMarked;
