/** The use case: what one poll of one target asks, what the answers mean and what is recorded; and the ports it needs. */
@NullMarked
package io.github.bedrockbatch.poll;

import org.jspecify.annotations.NullMarked;
