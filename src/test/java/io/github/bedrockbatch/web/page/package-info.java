@NullMarked
package io.github.bedrockbatch.web.page;

import org.jspecify.annotations.NullMarked;
