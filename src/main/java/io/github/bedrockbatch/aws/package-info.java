/** The way to AWS: one HTTP client, credentials, regions and the clients that the rooms below ask with. */
@NullMarked
package io.github.bedrockbatch.aws;

import org.jspecify.annotations.NullMarked;
