/** Tests of the stores: one contract, run by each of them, and what is SQLite's own. */
@NullMarked
package io.github.bedrockbatch.store;

import org.jspecify.annotations.NullMarked;
