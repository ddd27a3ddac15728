package io.github.bedrockbatch.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.OptionSpec;

/**
 * One of the program's commands, which returns its exit code. Its options are objects and not annotated fields: reading
 * annotations takes a quarter of a start.
 */
interface Command extends Callable<Integer> {
    /** Returns what it does, in a sentence. */
    String description();

    /** Returns its options, in the order in which the usage help shows them. */
    List<OptionSpec> options();
}
