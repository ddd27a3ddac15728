package io.github.bedrockbatch.awscli;

/** What {@code --help} prints. */
final class Help {
    static final String TEXT = """
            Usage: bedrock-batch-exporter get-model-invocation-job --job-identifier <arn> [options]

            Shows one batch inference job, as "aws bedrock get-model-invocation-job" does.

            Job:
              --job-identifier <value>        ARN of the job, or the last twelve characters of the ARN.
                                              file://<path> reads the value from a file.
              --cli-input-json <value>        Input as JSON, {"jobIdentifier": "..."}, or file://<path>.
              --cli-input-yaml <value>        Input as YAML, or file://<path>.
              --generate-cli-skeleton [input|yaml-input|output]
                                              Prints a sample input and sends no request.

            Output:
              --output <format>               json, text, table, yaml, yaml-stream or off. Default: json.
                                              Also AWS_DEFAULT_OUTPUT, or output of the profile.
              --query <expression>            JMESPath expression that selects what is shown.
              --color on|off|auto             Colors in tables. Default: auto, on a terminal only.

            Connection:
              --region <name>                 AWS region. Also AWS_REGION, AWS_DEFAULT_REGION, or region of
                                              the profile.
              --profile <name>                Profile in the AWS configuration files. Also AWS_PROFILE.
                                              Default: default. A profile that uses SSO needs
                                              "aws sso login --profile <name>" first.
              --endpoint-url <url>            Endpoint of Bedrock. Also AWS_ENDPOINT_URL_BEDROCK,
                                              AWS_ENDPOINT_URL, or endpoint_url of the profile.
              --no-sign-request               Sends no credentials.
              --no-verify-ssl                 Accepts any server certificate.
              --ca-bundle <path>              PEM file of the certificates to trust. Also AWS_CA_BUNDLE, or
                                              ca_bundle of the profile.
              --cli-connect-timeout <seconds> Connect timeout. 0 means no timeout. Default: 60.
              --cli-read-timeout <seconds>    Read timeout. 0 means no timeout. Default: 60.

            Other:
              --debug                         Prints settings, requests and response headers to stderr.
                                              Secrets are redacted.
              --version                       Prints the version and exits.
              --help                          Prints this help and exits.
              --no-paginate, --no-cli-pager, --cli-auto-prompt, --no-cli-auto-prompt,
              --cli-binary-format <value>     Accepted without effect.

            An option can be written --option=value. Its name can be shortened as long as it stays
            unambiguous. If an option is repeated, the last value counts.

            Exit codes:
              0      The job was shown.
              252    The command line is wrong.
              253    Configuration or credentials are missing or not valid.
              254    AWS answered with an error.
              255    Any other error.

            Examples:
              bedrock-batch-exporter get-model-invocation-job --job-identifier abc123def456 --profile dev
              bedrock-batch-exporter get-model-invocation-job --job-identifier abc123def456 --query status
            """;

    private Help() {}
}
