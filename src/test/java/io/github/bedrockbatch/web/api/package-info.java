@NullMarked
package io.github.bedrockbatch.web.api;

import org.jspecify.annotations.NullMarked;
