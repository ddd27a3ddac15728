package io.github.bedrockbatch.simulator;

/** A script says something that cannot be played: the value first, then where it stands and what is allowed. */
public final class ScriptException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    ScriptException(String message) {
        super(message);
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
