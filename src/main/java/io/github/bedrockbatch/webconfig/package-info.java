/** The web file, in the format of Prometheus' exporter-toolkit: how HTTP is served, over TLS or not, and to whom. */
@NullMarked
package io.github.bedrockbatch.webconfig;

import org.jspecify.annotations.NullMarked;
