@NullMarked
package io.github.bedrockbatch.web.query;

import org.jspecify.annotations.NullMarked;
