/** When the configuration is read again, and what becomes of it: one reload at a time, and the old configuration until the next one works. */
@NullMarked
package io.github.bedrockbatch.reload;

import org.jspecify.annotations.NullMarked;
