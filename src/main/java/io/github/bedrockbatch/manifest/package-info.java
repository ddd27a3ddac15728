/**
 * The use case that reads the output manifests of finished jobs, and its port. It runs each minute, and at once when the store gets
 * a job whose manifest is awaited.
 */
@NullMarked
package io.github.bedrockbatch.manifest;

import org.jspecify.annotations.NullMarked;
