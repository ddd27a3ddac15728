@NullMarked
package io.github.bedrockbatch.sso.testing;

import org.jspecify.annotations.NullMarked;
