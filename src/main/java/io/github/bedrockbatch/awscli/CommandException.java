package io.github.bedrockbatch.awscli;

import org.jspecify.annotations.Nullable;

/** Why the command cannot do what was asked: one line for stderr, and the exit code. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ExitCode exitCode;

    private CommandException(ExitCode exitCode, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    /** Options or input that cannot be. */
    static CommandException usage(String message) {
        return new CommandException(ExitCode.PARAM_VALIDATION, named("ParamValidation", message), null);
    }

    /** Options that do not exist: the AWS CLI has no word for that. */
    static CommandException unknownOptions(String message) {
        return new CommandException(ExitCode.PARAM_VALIDATION, message, null);
    }

    /**
     * Configuration or credentials that are missing.
     *
     * @param word the AWS CLI's, such as {@code NoRegion}
     */
    static CommandException configuration(String word, String message) {
        return new CommandException(ExitCode.CONFIGURATION, named(word, message), null);
    }

    /**
     * An error that a service answered.
     *
     * @param code the service's, such as {@code AccessDeniedException}
     */
    static CommandException service(String code, String operation, String message, Throwable cause) {
        return new CommandException(
                ExitCode.SERVICE,
                "An error occurred (" + code + ") when calling the " + operation + " operation: " + message,
                cause);
    }

    /** Anything else. */
    static CommandException general(String message, @Nullable Throwable cause) {
        return new CommandException(ExitCode.GENERAL, message, cause);
    }

    ExitCode exitCode() {
        return exitCode;
    }

    /** Never null: every factory has a message. */
    String line() {
        return String.valueOf(getMessage());
    }

    private static String named(String word, String message) {
        return "An error occurred (" + word + "): " + message;
    }
}
