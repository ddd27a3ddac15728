package io.github.bedrockbatch.config;

/** A value that a {@link Syntax} does not allow; the message is the rule. */
final class IllegalValueException extends Exception {
    private static final long serialVersionUID = 1L;

    IllegalValueException(String rule) {
        super(rule, null, false, false);
    }

    String rule() {
        return String.valueOf(getMessage());
    }
}
