/** Tests of the Helm chart: what Helm makes of it, parsed. */
@NullMarked
package io.github.bedrockbatch.chart;

import org.jspecify.annotations.NullMarked;
