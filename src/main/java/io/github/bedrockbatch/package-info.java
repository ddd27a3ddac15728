/** The program: its entry point, what lives as long as the process, and one configuration at work, wired by hand. */
@NullMarked
package io.github.bedrockbatch;

import org.jspecify.annotations.NullMarked;
