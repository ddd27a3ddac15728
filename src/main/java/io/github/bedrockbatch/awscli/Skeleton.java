package io.github.bedrockbatch.awscli;

/** What {@code --generate-cli-skeleton} prints. */
final class Skeleton {
    private static final String JSON = """
            {
                "jobIdentifier": ""
            }
            """;
    private static final String YAML =
            "jobIdentifier: ''  # [REQUIRED] The Amazon Resource Name (ARN) of the batch inference job.\n";

    private Skeleton() {}

    /** @param kind as given; empty for {@code input} */
    static String of(String kind) {
        return switch (kind) {
            case "", "input" -> JSON;
            case "yaml-input" -> YAML;
            default -> throw noSampleOutput();
        };
    }

    /** The AWS CLI cannot either: its own sample breaks its own rule. */
    private static CommandException noSampleOutput() {
        return CommandException.usage(
                "output: a sample output would have timeoutDurationInHours 0, and the least that is valid is 24; use"
                        + " input or yaml-input");
    }
}
