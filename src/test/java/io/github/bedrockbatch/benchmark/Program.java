package io.github.bedrockbatch.benchmark;

import java.util.List;
import java.util.function.IntFunction;

/**
 * A daemon that is measured.
 *
 * @param command its command line for a port of the loopback on which it is to answer {@code /-/ready} and {@code /metrics}
 */
record Program(String name, IntFunction<List<String>> command) {}
