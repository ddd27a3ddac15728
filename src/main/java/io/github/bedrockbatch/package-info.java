/**
 * The program: its entry point, what lives as long as the process, and one configuration at work, which a reload replaces. Wired by
 * hand.
 */
@NullMarked
package io.github.bedrockbatch;

import org.jspecify.annotations.NullMarked;
