@NullMarked
package io.github.bedrockbatch.watch;

import org.jspecify.annotations.NullMarked;
