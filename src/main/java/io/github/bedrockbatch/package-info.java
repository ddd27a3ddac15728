/** The program: its entry point, and one generation of it wired by hand from one configuration. */
@NullMarked
package io.github.bedrockbatch;

import org.jspecify.annotations.NullMarked;
