/**
 * What an answer looks like on stdout: the query and the five formats, as the AWS CLI has them, byte for byte.
 *
 * <p>An answer is a tree of {@code Map<String, Object>}, {@code List<Object>}, {@code String}, {@code Boolean},
 * {@code Long}, {@code BigInteger}, {@code Double} and {@code null}.
 */
@NullMarked
package io.github.bedrockbatch.awscli.output;

import org.jspecify.annotations.NullMarked;
