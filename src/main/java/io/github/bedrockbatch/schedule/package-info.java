/** When things run: tasks on Quartz, which has no other user. */
@NullMarked
package io.github.bedrockbatch.schedule;

import org.jspecify.annotations.NullMarked;
