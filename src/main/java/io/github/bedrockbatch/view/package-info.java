/** The read model: what of the store is shown, held in memory and advanced by what changes in the store. */
@NullMarked
package io.github.bedrockbatch.view;

import org.jspecify.annotations.NullMarked;
