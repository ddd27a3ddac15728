package io.github.bedrockbatch.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** One of the program's commands, which returns its exit code. */
interface Command extends Callable<Integer> {
    /**
     * Flags that belong together.
     *
     * @param title above them in the usage help
     */
    record Group(String title, List<Flag> flags) {}

    /** Returns what it does, in a sentence or a few. */
    String description();

    /** Returns its flags, the same ones each time, in the order in which the usage help shows them. */
    List<Group> groups();

    /** Returns command lines after the program's name, for the end of the usage help. */
    List<String> examples();

    /** Returns what its exit codes mean. */
    default Map<String, String> exitCodes() {
        return Map.of(
                "0", "The command succeeded.",
                "1", "The command failed.",
                "2", "The command line or the configuration is wrong.");
    }

    /** Returns the flags of all groups. */
    default List<Flag> flags() {
        return groups().stream().flatMap(group -> group.flags().stream()).toList();
    }

    /** Returns the commands that come after its name, in the order in which the usage help shows them. */
    default Map<String, Command> subcommands() {
        return Map.of();
    }
}
