package io.github.bedrockbatch.config;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** Loads texts as a daemon in a small world of three regions would. */
@NullMarked
final class Texts {
    static final String ARN = "arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abc123def456";
    static final ConfigLoader LOADER = new ConfigLoader(Set.of("us-east-1", "us-west-2", "eu-west-1")::contains);
    private static final Map<String, String> ENVIRONMENT = Map.of("PROFILE", "batch", "TOKEN", "s3cr3t", "EMPTY", "");

    private Texts() {}

    static Configuration load(String text) throws ConfigException {
        return LOADER.load(text, "c.yml", ENVIRONMENT);
    }

    /** What the exception says of a text that must not load. */
    static String error(String text) {
        return String.join("\n", errors(text));
    }

    static List<String> errors(String text) {
        try {
            throw new AssertionError("loaded: " + load(text));
        } catch (ConfigException e) {
            return String.valueOf(e.getMessage()).lines().toList();
        }
    }
}
