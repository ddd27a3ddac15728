/** The set-up of Logback: ordinary lines that never hold up who logs, and event lines whose failure is noticed. */
@NullMarked
package io.github.bedrockbatch.logging;

import org.jspecify.annotations.NullMarked;
