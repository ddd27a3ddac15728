/** Tests of what the demo has besides a daemon and a simulator. */
@NullMarked
package io.github.bedrockbatch.demo;

import org.jspecify.annotations.NullMarked;
