/** Tests of the metrics: rows in, exposition text out. */
@NullMarked
package io.github.bedrockbatch.metrics;

import org.jspecify.annotations.NullMarked;
