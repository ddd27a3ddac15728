/** How AWS is asked for jobs, what an answer can be, and the clock and the pauses by which asking is limited. */
@NullMarked
package io.github.bedrockbatch.source;

import org.jspecify.annotations.NullMarked;
