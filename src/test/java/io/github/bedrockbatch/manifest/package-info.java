@NullMarked
package io.github.bedrockbatch.manifest;

import org.jspecify.annotations.NullMarked;
