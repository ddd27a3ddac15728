/** What is known of jobs and what happened to them: the port of the store, its rows and entries, and what they add up to. */
@NullMarked
package io.github.bedrockbatch.journal;

import org.jspecify.annotations.NullMarked;
