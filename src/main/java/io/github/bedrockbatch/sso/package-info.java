/**
 * Credentials of profiles that sign in through IAM Identity Center: {@code aws sso login} leaves a token in a cache, for which AWS gives
 * the keys of a role.
 *
 * <p>Shared by the daemon and by {@code get-model-invocation-job}, so that both find the same. Each brings the clients that it asks
 * with. Uses the AWS SDK and nothing of the project. What it needs of the SDK is loaded by the first profile that signs in, and never
 * otherwise.
 */
@NullMarked
package io.github.bedrockbatch.sso;

import org.jspecify.annotations.NullMarked;
