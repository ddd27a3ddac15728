/** Recordings of the AWS CLI, and the endpoint that it was recorded against. */
@NullMarked
package io.github.bedrockbatch.awscli.testing;

import org.jspecify.annotations.NullMarked;
