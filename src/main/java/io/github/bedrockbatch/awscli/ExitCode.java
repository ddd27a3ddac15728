package io.github.bedrockbatch.awscli;

/** How the command ends, in the numbers of the AWS CLI v2. */
enum ExitCode {
    FINE(0),
    PARAM_VALIDATION(252),
    CONFIGURATION(253),
    SERVICE(254),
    GENERAL(255);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}
