package io.github.bedrockbatch.awscli;

import java.util.List;

/**
 * One option of the command line.
 *
 * @param name with its dashes
 * @param choices the only values that it takes; empty for any
 */
record Option(String name, Arity arity, List<String> choices) {
    /** How many words an option takes after its name. */
    enum Arity {
        FLAG,
        VALUE,
        OPTIONAL_VALUE
    }

    static Option flag(String name) {
        return new Option(name, Arity.FLAG, List.of());
    }

    static Option value(String name) {
        return new Option(name, Arity.VALUE, List.of());
    }

    static Option choice(String name, List<String> choices) {
        return new Option(name, Arity.VALUE, choices);
    }
}
