/** HTTP: what the exporter shows to Prometheus, to probes and to people. */
@NullMarked
package io.github.bedrockbatch.web;

import org.jspecify.annotations.NullMarked;
