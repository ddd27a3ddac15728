/** Tests of what ships beside the program: the alert rules and their runbook, held to each other and to the metrics. */
@NullMarked
package io.github.bedrockbatch.alerts;

import org.jspecify.annotations.NullMarked;
