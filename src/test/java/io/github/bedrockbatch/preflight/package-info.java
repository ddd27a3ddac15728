@NullMarked
package io.github.bedrockbatch.preflight;

import org.jspecify.annotations.NullMarked;
