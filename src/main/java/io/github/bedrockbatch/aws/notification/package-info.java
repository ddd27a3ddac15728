/** Queues of SQS, and the events of EventBridge that their messages hold. */
@NullMarked
package io.github.bedrockbatch.aws.notification;

import org.jspecify.annotations.NullMarked;
