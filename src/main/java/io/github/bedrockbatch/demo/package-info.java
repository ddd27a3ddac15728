/**
 * What {@code demo} has besides a daemon and a simulator: its configuration, and the past that is in the store before the daemon begins.
 */
@NullMarked
package io.github.bedrockbatch.demo;

import org.jspecify.annotations.NullMarked;
