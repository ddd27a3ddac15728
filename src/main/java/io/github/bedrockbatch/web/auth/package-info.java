/** Who may ask, and how often: Basic authentication with bcrypt hashes, and the limit of the rate of requests. */
@NullMarked
package io.github.bedrockbatch.web.auth;

import org.jspecify.annotations.NullMarked;
