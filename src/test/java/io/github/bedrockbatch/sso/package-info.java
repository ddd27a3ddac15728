@NullMarked
package io.github.bedrockbatch.sso;

import org.jspecify.annotations.NullMarked;
