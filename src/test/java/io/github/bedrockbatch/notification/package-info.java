/** Tests of the use case on queues and targets in memory. */
@NullMarked
package io.github.bedrockbatch.notification;

import org.jspecify.annotations.NullMarked;
