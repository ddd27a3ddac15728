@NullMarked
package io.github.bedrockbatch.report;

import org.jspecify.annotations.NullMarked;
