package io.github.bedrockbatch.config;

/** What one kind of value may look like, and what it stands for. */
@FunctionalInterface
public interface Syntax<T> {
    /** Reads a value; throws the rule when it is not allowed. */
    T parse(String text) throws IllegalValueException;
}
