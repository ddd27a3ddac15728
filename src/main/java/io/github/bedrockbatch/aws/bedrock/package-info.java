/** Bedrock's batch jobs over the AWS SDK: each answer as a value, however odd it is, and each attempt within the rate. */
@NullMarked
package io.github.bedrockbatch.aws.bedrock;

import org.jspecify.annotations.NullMarked;
