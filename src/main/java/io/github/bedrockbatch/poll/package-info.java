/** The use case that polls: what a cycle of a target asks, what the answers mean and what is recorded. */
@NullMarked
package io.github.bedrockbatch.poll;

import org.jspecify.annotations.NullMarked;
