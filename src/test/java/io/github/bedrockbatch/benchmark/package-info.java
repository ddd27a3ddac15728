/**
 * The benchmark: {@code mvn -Pbenchmark} prints one table of figures with their goals. What can be slow for want of a fast
 * machine is a ratio to something that is measured in turn in the same run. Processor time and memory are as Linux accounts for
 * them.
 */
@NullMarked
package io.github.bedrockbatch.benchmark;

import org.jspecify.annotations.NullMarked;
