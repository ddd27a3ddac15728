/** Tests of the simulated control plane, over HTTP and on a clock that is set by hand. */
@NullMarked
package io.github.bedrockbatch.simulator;

import org.jspecify.annotations.NullMarked;
