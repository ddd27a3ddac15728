package io.github.bedrockbatch.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** One of the program's commands, which returns its exit code. */
interface Command extends Callable<Integer> {
    /** Returns what it does, in a sentence. */
    String description();

    /** Returns its flags, the same ones each time, in the order in which the usage help shows them. */
    List<Flag> flags();

    /** Returns the commands that come after its name, in the order in which the usage help shows them. */
    default Map<String, Command> subcommands() {
        return Map.of();
    }
}
