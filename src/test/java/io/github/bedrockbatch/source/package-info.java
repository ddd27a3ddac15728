@NullMarked
package io.github.bedrockbatch.source;

import org.jspecify.annotations.NullMarked;
