/** Where the credentials of requests come from: the caller's own, roles and web identities, renewed before they expire. */
@NullMarked
package io.github.bedrockbatch.aws.credentials;

import org.jspecify.annotations.NullMarked;
