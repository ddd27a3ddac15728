/** Commands and flags; starts nothing that its command does not need. */
@NullMarked
package io.github.bedrockbatch.cli;

import org.jspecify.annotations.NullMarked;
