/**
 * Where what was seen is kept: in a database in memory for as long as the process lives, or in a file across its restarts,
 * behind the one port {@link io.github.bedrockbatch.journal.JobStore}.
 */
@NullMarked
package io.github.bedrockbatch.store;

import org.jspecify.annotations.NullMarked;
