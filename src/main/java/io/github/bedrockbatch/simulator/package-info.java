/**
 * A Bedrock batch inference control plane over HTTP: scripted lifecycles on an injected clock, AWS's wire format with its
 * quirks, and faults on demand. It stands in for AWS in tests and in the demonstration.
 */
@NullMarked
package io.github.bedrockbatch.simulator;

import org.jspecify.annotations.NullMarked;
