package io.github.bedrockbatch.cli;

import java.util.List;

/** Whether only the configuration is checked, how far, and how that is told. */
final class CheckOptions {
    private final Flag check = Flag.ofOptional(
            "--config.check",
            "aws",
            "Validates the configuration, prints what would be watched, and exits. With =aws it also tries the requests"
                    + " of the exporter. It prints those that AWS denies, with the IAM statements that allow them. It"
                    + " exits with 1 if an account and region could not be watched.");

    private final Flag output =
            Flag.of("--output", "FORMAT", "table", "Format of what --config.check=aws prints: table or json.");

    /** How far the configuration is checked. */
    enum Check {
        NONE,
        FILE,
        AWS
    }

    List<Flag> all() {
        return List.of(check, output);
    }

    /**
     * Returns what is to be checked. The first flag may be {@code true} or {@code false} as if it were a switch.
     *
     * @throws IllegalArgumentException if a value is not valid, or is without use
     */
    Check check() {
        Check asked = asked();
        format();
        if (output.isGiven() && asked != Check.AWS) {
            throw new IllegalArgumentException(
                    output.shown() + ": must come with --config.check=aws: add that, or remove " + output.name());
        }
        return asked;
    }

    /**
     * Returns how the answers of AWS are told.
     *
     * @throws IllegalArgumentException if the value is not valid
     */
    AwsCheck.Format format() {
        return output.value(AwsCheck.Format.class);
    }

    private Check asked() {
        if (!check.isGiven()) {
            return Check.NONE;
        }
        return switch (check.value()) {
            case "", "true" -> Check.FILE;
            case "false" -> Check.NONE;
            case "aws" -> Check.AWS;
            default ->
                throw new IllegalArgumentException(
                        check.shown() + ": must be aws, or left out: change " + check.name());
        };
    }
}
