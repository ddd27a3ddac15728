/** Tests of the dashboards, the query cookbook and the compose file, held to the metrics and to each other. */
@NullMarked
package io.github.bedrockbatch.dashboards;

import org.jspecify.annotations.NullMarked;
