/** The domain: a batch inference job, its statuses, and what two looks at it mean. Pure, without I/O and without a clock. */
@NullMarked
package io.github.bedrockbatch.job;

import org.jspecify.annotations.NullMarked;
