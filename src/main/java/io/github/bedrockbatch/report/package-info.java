/** What the exporter logs about itself, once for each change. */
@NullMarked
package io.github.bedrockbatch.report;

import org.jspecify.annotations.NullMarked;
