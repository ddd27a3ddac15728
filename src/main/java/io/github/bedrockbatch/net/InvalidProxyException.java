package io.github.bedrockbatch.net;

import java.io.Serial;

/** Says that a variable or property names no proxy. The message holds its name, its value without secrets, and the rule. */
public final class InvalidProxyException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1;

    /** @param shown the value without secrets */
    InvalidProxyException(String name, String shown, String rule) {
        super(name + ": \"" + shown + "\": " + rule + "; correct or unset " + name);
    }
}
