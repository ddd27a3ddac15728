package io.github.bedrockbatch.simulator;

import java.util.regex.Pattern;

/** What Bedrock's model demands of a text in a request: its form and its greatest length. */
enum Constraint {
    JOB_NAME("[a-zA-Z0-9]{1,63}(-*[a-zA-Z0-9+\\-.]){0,63}", 63),
    JOB_IDENTIFIER("(arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:model-invocation-job/)?[a-z0-9]{12}", 1011),
    CLIENT_REQUEST_TOKEN("[a-zA-Z0-9]{1,256}(-*[a-zA-Z0-9]){0,256}", 256),
    ROLE_ARN("arn:aws(-[^:]+)?:iam::([0-9]{12})?:role/.+", 2048),
    MODEL_ID(
            "arn:aws(-[^:]+)?:bedrock:[a-z0-9-]{1,20}:([0-9]{12}:custom-model/[a-z0-9-]{1,63}[.][a-z0-9-:]{1,63}/[a-z0-9]{12}"
                    + "|:foundation-model/" + Patterns.BASE_MODEL
                    + "|[0-9]{12}:(inference-profile|application-inference-profile)/[a-zA-Z0-9-:.]+)"
                    + "|" + Patterns.BASE_MODEL + "|([0-9a-zA-Z][_-]?)+",
            2048),
    S3_URI("s3://[a-z0-9][-.a-z0-9]{1,61}[a-z0-9](/[-!_*'().a-z0-9A-Z]+)*/?", 1024),
    S3_INPUT_FORMAT("JSONL", 5),
    ACCOUNT_ID("[0-9]{12}", 12),
    KMS_KEY_ID(
            "arn:aws(-[^:]+)?:kms:[a-zA-Z0-9-]*:[0-9]{12}:(key/[a-zA-Z0-9-]{36}|alias/[a-zA-Z0-9-_/]+)"
                    + "|[a-zA-Z0-9-]{36}|alias/[a-zA-Z0-9-_/]+",
            2048),
    NETWORK_ID("[-0-9a-zA-Z]+", 32),
    MODEL_INVOCATION_TYPE("InvokeModel|Converse", 11),
    RESOURCE_ARN("[a-zA-Z0-9:/.-]+", 1011),
    TAG_KEY("[a-zA-Z0-9\\s._:/=+@-]+", 128),
    TAG_VALUE("[a-zA-Z0-9\\s._:/=+@-]*", 256);

    private static final class Patterns {
        static final String BASE_MODEL =
                "[a-z0-9-]{1,63}[.][a-z0-9-]{1,63}([.]?[a-z0-9-]{1,63})(:[a-z0-9-]{1,63}){0,2}";
    }

    private final Pattern pattern;
    private final int longest;

    Constraint(String pattern, int longest) {
        this.pattern = Pattern.compile(pattern);
        this.longest = longest;
    }

    /** The value, or a ValidationException that names the member. */
    String check(String member, String value) {
        if (value.length() > longest) {
            throw violation(member, value, "Member must have length less than or equal to " + longest);
        }
        if (!pattern.matcher(value).matches()) {
            throw violation(member, value, "Member must satisfy regular expression pattern: " + pattern);
        }
        return value;
    }

    /** The error of a member whose value breaks a rule. */
    static ServiceException violation(String member, Object value, String rule) {
        return ServiceException.validation("1 validation error detected: Value '" + value + "' at '" + member
                + "' failed to satisfy constraint: " + rule);
    }
}
