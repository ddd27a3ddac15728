package io.github.bedrockbatch.awscli;

/** What {@code --help} prints. */
final class Help {
    static final String TEXT = """
            Usage: bedrock-batch-exporter get-model-invocation-job --job-identifier <arn> [options]
            Shows one batch inference job, as "aws bedrock get-model-invocation-job" does.

            The job:
              --job-identifier <value>        its ARN, or the ARN's last twelve characters; file://<path> reads it
              --cli-input-json <value>        the same as JSON, {"jobIdentifier": "..."}, or file://<path>
              --cli-input-yaml <value>        the same as YAML, or file://<path>
              --generate-cli-skeleton [input|yaml-input|output]
                                              prints such an input and asks for nothing

            Output:
              --output <format>               json, text, table, yaml, yaml-stream or off
                                              (or AWS_DEFAULT_OUTPUT, or output of the profile). Default: json
              --query <expression>            JMESPath: what to show of the answer
              --color on|off|auto             colours of tables. Default: auto, on a terminal

            Connection:
              --region <name>                 or AWS_REGION, AWS_DEFAULT_REGION, or region of the profile
              --profile <name>                or AWS_PROFILE. Default: default
              --endpoint-url <url>            or AWS_ENDPOINT_URL_BEDROCK, AWS_ENDPOINT_URL, or endpoint_url of the profile
              --no-sign-request               sends no credentials
              --no-verify-ssl                 accepts any certificate
              --ca-bundle <path>              certificates in PEM form (or AWS_CA_BUNDLE, or ca_bundle of the profile)
              --cli-connect-timeout <seconds> 0 waits without end. Default: 60
              --cli-read-timeout <seconds>    0 waits without end. Default: 60

            Others:
              --debug                         shows settings, requests and the headers of answers on stderr, no secrets
              --version                       prints the version
              --help                          prints this
              --no-paginate, --no-cli-pager, --cli-auto-prompt, --no-cli-auto-prompt, --cli-binary-format <value>
                                              are accepted and change nothing

            Options may be written --option=value, and shortened as long as no other begins so; the last one wins.
            Exit codes: 0 fine, 252 usage, 253 configuration or credentials, 254 the service's error, 255 anything else.
            """;

    private Help() {}
}
