/** Every metric's name, help and value: what is recorded of jobs and of the exporter itself, as Prometheus reads it. */
@NullMarked
package io.github.bedrockbatch.metrics;

import org.jspecify.annotations.NullMarked;
