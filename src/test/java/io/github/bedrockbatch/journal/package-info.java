@NullMarked
package io.github.bedrockbatch.journal;

import org.jspecify.annotations.NullMarked;
