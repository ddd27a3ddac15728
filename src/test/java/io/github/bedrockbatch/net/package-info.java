@NullMarked
package io.github.bedrockbatch.net;

import org.jspecify.annotations.NullMarked;
