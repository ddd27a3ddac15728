/** An endpoint of AWS whose answers a test scripts. */
@NullMarked
package io.github.bedrockbatch.aws.testing;

import org.jspecify.annotations.NullMarked;
