package io.github.bedrockbatch.awscli;

import io.github.bedrockbatch.awscli.output.OutputFormat;
import java.util.List;

/** The options: the AWS CLI's global ones, and in what those leave over the ones of this command. */
final class Options {
    static final Option DEBUG = Option.flag("--debug");
    static final Option ENDPOINT_URL = Option.value("--endpoint-url");
    static final Option NO_VERIFY_SSL = Option.flag("--no-verify-ssl");
    static final Option OUTPUT = Option.choice("--output", OutputFormat.words());
    static final Option QUERY = Option.value("--query");
    static final Option PROFILE = Option.value("--profile");
    static final Option REGION = Option.value("--region");
    static final Option VERSION = Option.flag("--version");
    static final Option COLOR = Option.choice("--color", List.of("on", "off", "auto"));
    static final Option NO_SIGN_REQUEST = Option.flag("--no-sign-request");
    static final Option CA_BUNDLE = Option.value("--ca-bundle");
    static final Option READ_TIMEOUT = Option.value("--cli-read-timeout");
    static final Option CONNECT_TIMEOUT = Option.value("--cli-connect-timeout");
    static final Option AUTO_PROMPT = Option.flag("--cli-auto-prompt");
    static final Option NO_AUTO_PROMPT = Option.flag("--no-cli-auto-prompt");
    static final Option HELP = Option.flag("--help");

    static final Option JOB_IDENTIFIER = Option.value("--job-identifier");
    static final Option INPUT_JSON = Option.value("--cli-input-json");
    static final Option INPUT_YAML = Option.value("--cli-input-yaml");
    static final Option SKELETON = new Option(
            "--generate-cli-skeleton", Option.Arity.OPTIONAL_VALUE, List.of("input", "output", "yaml-input"));

    static final OptionParser GLOBAL = new OptionParser(List.of(
            DEBUG,
            ENDPOINT_URL,
            NO_VERIFY_SSL,
            Option.flag("--no-paginate"),
            OUTPUT,
            QUERY,
            PROFILE,
            REGION,
            VERSION,
            COLOR,
            NO_SIGN_REQUEST,
            CA_BUNDLE,
            READ_TIMEOUT,
            CONNECT_TIMEOUT,
            Option.choice("--cli-binary-format", List.of("base64", "raw-in-base64-out")),
            Option.flag("--no-cli-pager"),
            AUTO_PROMPT,
            NO_AUTO_PROMPT,
            HELP));

    static final OptionParser OWN = new OptionParser(List.of(JOB_IDENTIFIER, INPUT_JSON, INPUT_YAML, SKELETON));

    private Options() {}
}
