/** Tests of the schedule, on the real Quartz. */
@NullMarked
package io.github.bedrockbatch.schedule;

import org.jspecify.annotations.NullMarked;
