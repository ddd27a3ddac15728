/** Tests of what the program says. */
@NullMarked
package io.github.bedrockbatch.cli;

import org.jspecify.annotations.NullMarked;
