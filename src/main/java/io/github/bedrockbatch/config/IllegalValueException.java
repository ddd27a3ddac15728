package io.github.bedrockbatch.config;

/** A value that a {@link Syntax} does not allow; the message is the rule. */
public final class IllegalValueException extends Exception {
    private static final long serialVersionUID = 1L;

    /** @param rule what is allowed, and what to do */
    public IllegalValueException(String rule) {
        super(rule, null, false, false);
    }

    /** Returns what is allowed, and what to do. */
    public String rule() {
        return String.valueOf(getMessage());
    }
}
