/** Tests of the use case on queues and lanes in memory. */
@NullMarked
package io.github.bedrockbatch.poll.notification;

import org.jspecify.annotations.NullMarked;
