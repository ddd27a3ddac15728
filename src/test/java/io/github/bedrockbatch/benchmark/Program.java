package io.github.bedrockbatch.benchmark;

import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * A daemon that is measured.
 *
 * @param environment beside what all have
 * @param command its command line for a port of the loopback on which it is to answer {@code /-/ready} and {@code /metrics}
 */
record Program(String name, Map<String, String> environment, IntFunction<List<String>> command) {}
