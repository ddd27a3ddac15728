package io.github.bedrockbatch.preflight;

import java.util.Optional;

/**
 * Credentials that targets are asked with.
 *
 * @param role whose policy says what is allowed: an ARN, or words where AWS has not told it
 * @param trouble why they cannot be used; empty if they can
 */
record Credentials(String role, Optional<String> trouble) {}
