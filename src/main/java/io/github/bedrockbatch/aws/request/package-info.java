/** Requests to AWS: each attempt within a target's rate and told to the listener, each failure as a value. */
@NullMarked
package io.github.bedrockbatch.aws.request;

import org.jspecify.annotations.NullMarked;
