package io.github.bedrockbatch.config;

import java.util.Map;
import java.util.function.Function;

/**
 * One kind of value, and all that is known about it: how it is read, written and described.
 *
 * @param rule what is allowed, as the end of a sentence that begins with "must be"
 * @param schema as much of the rule as JSON Schema can say
 * @param syntax reads a value
 * @param printer makes a value one of YAML's: a truth value, a number, a word, or a {@link FreeText}
 */
record ValueType<T>(String rule, Map<String, Object> schema, Syntax<T> syntax, Function<T, Object> printer)
        implements Syntax<T> {
    /** Makes a type whose values are free text. */
    static <T> ValueType<T> text(String rule, Map<String, Object> schema, Syntax<T> syntax) {
        return new ValueType<>(rule, schema, syntax, value -> new FreeText(value.toString()));
    }

    @Override
    public T parse(String text) throws IllegalValueException {
        return syntax.parse(text);
    }

    /** Returns the value of {@code key} as YAML has it, without what is secret in it, and so that {@link #parse} reads it back. */
    Object write(String key, T value) {
        Object printed = printer.apply(value);
        return printed instanceof FreeText(String text)
                ? new FreeText(Environment.escape(Redaction.redact(key, text)))
                : printed;
    }

    /** Text that is quoted in YAML, so that no reader takes it for a number, a date or a truth value. */
    record FreeText(String text) {}
}
