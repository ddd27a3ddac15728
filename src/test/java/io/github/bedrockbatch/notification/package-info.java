/** Tests of the use case on queues and lanes in memory. */
@NullMarked
package io.github.bedrockbatch.notification;

import org.jspecify.annotations.NullMarked;
