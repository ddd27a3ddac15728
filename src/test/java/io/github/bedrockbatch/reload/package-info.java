/** Tests of reloads of the configuration. */
@NullMarked
package io.github.bedrockbatch.reload;

import org.jspecify.annotations.NullMarked;
