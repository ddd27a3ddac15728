/**
 * Hints that jobs have changed: received from queues, held together by target, deleted when the jobs were seen.
 * They hasten looks and are never believed: polling stays the truth.
 */
@NullMarked
package io.github.bedrockbatch.notification;

import org.jspecify.annotations.NullMarked;
