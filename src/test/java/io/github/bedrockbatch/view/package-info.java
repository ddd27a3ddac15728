/** Tests of the read model: changes in, what is shown out. */
@NullMarked
package io.github.bedrockbatch.view;

import org.jspecify.annotations.NullMarked;
