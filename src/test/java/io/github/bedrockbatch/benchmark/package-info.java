/** Benchmarks: each is a program with one command, and prints ratios within one run beside its figures. */
@NullMarked
package io.github.bedrockbatch.benchmark;

import org.jspecify.annotations.NullMarked;
