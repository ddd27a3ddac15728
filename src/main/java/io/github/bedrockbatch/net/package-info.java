/**
 * URLs and the way to them: the secrets that they may hold, the addresses of their hosts, the proxies that lead to them, and the
 * certificates that are trusted.
 *
 * <p>Shared by the daemon and by {@code get-model-invocation-job}, so that both go the same way. Uses the AWS SDK's HTTP interfaces and
 * nothing of the project.
 */
@NullMarked
package io.github.bedrockbatch.net;

import org.jspecify.annotations.NullMarked;
