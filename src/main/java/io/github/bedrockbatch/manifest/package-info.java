/** The use case that reads the output manifests of finished jobs, and its port. */
@NullMarked
package io.github.bedrockbatch.manifest;

import org.jspecify.annotations.NullMarked;
