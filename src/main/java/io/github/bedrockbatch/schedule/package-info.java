/** When: Quartz triggers, one for each target, and the housekeeping of the store. The only user of Quartz. */
@NullMarked
package io.github.bedrockbatch.schedule;

import org.jspecify.annotations.NullMarked;
