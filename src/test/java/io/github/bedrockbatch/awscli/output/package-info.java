@NullMarked
package io.github.bedrockbatch.awscli.output;

import org.jspecify.annotations.NullMarked;
