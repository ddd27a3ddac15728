/**
 * {@code get-model-invocation-job} as the AWS CLI has it: its options, shared configuration, output and exit codes.
 *
 * <p>Uses the AWS SDK for the call, and of the project only {@code net} and {@code sso}. {@code GetModelInvocationJob} runs the steps in the AWS CLI's
 * order: options, input, settings, call, answer, query, output.
 */
@NullMarked
package io.github.bedrockbatch.awscli;

import org.jspecify.annotations.NullMarked;
