/** Tests of the use case. */
@NullMarked
package io.github.bedrockbatch.poll;

import org.jspecify.annotations.NullMarked;
