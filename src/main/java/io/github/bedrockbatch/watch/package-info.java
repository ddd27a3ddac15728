/** What is watched: the targets, jobs and selectors of a configuration, and whose credentials the caller has. */
@NullMarked
package io.github.bedrockbatch.watch;

import org.jspecify.annotations.NullMarked;
