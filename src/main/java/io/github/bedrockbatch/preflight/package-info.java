/**
 * The use case that asks AWS, before the daemon runs, what the daemon will ask: identity, roles, jobs, queues and manifests. It holds
 * the port to AWS, the results and how they are shown.
 */
@NullMarked
package io.github.bedrockbatch.preflight;

import org.jspecify.annotations.NullMarked;
