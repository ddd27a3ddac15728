@NullMarked
package io.github.bedrockbatch.awscli;

import org.jspecify.annotations.NullMarked;
