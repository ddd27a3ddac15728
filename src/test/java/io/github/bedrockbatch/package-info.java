/** Tests of the whole program and of its structure. */
@NullMarked
package io.github.bedrockbatch;

import org.jspecify.annotations.NullMarked;
