/** The tags of jobs: the Resource Groups Tagging API. */
@NullMarked
package io.github.bedrockbatch.aws.tags;

import org.jspecify.annotations.NullMarked;
