/** Fakes and makers of examples that tests share. */
@NullMarked
package io.github.bedrockbatch.testing;

import org.jspecify.annotations.NullMarked;
