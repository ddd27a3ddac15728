package io.github.bedrockbatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader and the JSON Schema give the same verdict on each document. */
@NullMarked
final class ReaderAndSchemaTest {
    /** One value for each variable that a document below names. */
    private static final Map<String, String> ENVIRONMENT = Map.ofEntries(
            Map.entry("ARN", Texts.ARN),
            Map.entry("POLL", "30s"),
            Map.entry("RATE", "5"),
            Map.entry("JOBS", "100"),
            Map.entry("TRUE", "true"),
            Map.entry("REGION", "us-east-1"),
            Map.entry("ACCOUNT", "123456789012"),
            Map.entry("TYPE", "memory"),
            Map.entry("HOST", "db.example.com"),
            Map.entry("NAME", "x"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "poll: {interval: \"${POLL}\", max_requests_per_second: \"${RATE}\"}",
                "poll:\n  interval: ${POLL}",
                "poll: {max_requests_per_second: \"5\"}",
                "poll: {max_requests_per_second: \"1000.0\"}",
                "poll: {max_requests_per_second: \"0.001\"}",
                "poll: {max_requests_per_second: \"000000999.000000001\"}",
                "poll: {interval: , max_requests_per_second: }",
                "jobs: [\"${ARN}\"]",
                "jobs: [\"arn:aws:bedrock:${REGION}:${ACCOUNT}:model-invocation-job/abc123def456\"]",
                "discovery: [{regions: [\"${REGION}\"], accounts: [\"${ACCOUNT}\"]}]",
                "discovery: [{regions: [all], name_regex: \"a$\", model_regex: \"a$$|$b|\\\\$$\"}]",
                "discovery: [{regions: [all], name_regex: \"$${NAME}\"}]",
                "aws: {endpoint_url: \"http://${HOST}:4566\", fips: \"${TRUE}\"}",
                "aws: {endpoint_url: \"http://local-stack:4566/a%20b/$\", fips: \"true\"}",
                "discovery: [{regions: [all], tags: {team: search, \"cost:center\": \"a b\"}}]",
                "discovery: [{regions: [all], tags: {}}]",
                "metrics: {tag_labels: [team, \"cost:center\"]}",
                "metrics: {tag_labels: []}",
                "aws: {endpoint_url: \"HTTPS://127.0.0.1/\", endpoint_urls: {s3: \"http://[::1]:4566\", sts: \"http://a.b.c.\"}}",
                "aws: {profile: \"a${NAME}b\", ca_bundle: \"/etc/$${x}/$\"}",
                "aws: {accounts: [{role_arn: \"arn:aws:iam::${ACCOUNT}:role/r\", duration: 1h, external_id: \"${ACCOUNT}\"}]}",
                "retention: {max_jobs: \"${JOBS}\"}",
                "retention: {max_jobs: \"1\"}",
                "retention: {max_jobs: \"0999999\"}",
                "retention: {max_jobs: \"1000000\"}",
                "store: {max_connections: \"2\"}",
                "store: {max_connections: \"100\"}",
                "store: {type: \"${TYPE}\"}",
                "store: {type: postgresql, url: \"jdbc:postgresql://my_db/x\"}",
                "store: {type: postgresql, url: \"jdbc:postgresql://${HOST}/x\", schema: \"a${NAME}\"}",
                "store: {type: memory, url: }",
                "events: {include_message: \"false\"}",
                "manifests: {enabled: \"${TRUE}\"}",
                "notifications: {sqs_queues: [\"https://sqs.${REGION}.amazonaws.com/${ACCOUNT}/jobs\"]}",
                "poll: {active_interval: 10s, idle_interval: \"1h\"}",
                "poll: {idle_interval: }",
                "aws: {account_names: {\"123456789012\": prod}}",
                "aws: {account_names: }",
                "metrics: {status_series: \"sparse\"}"
            })
    void bothTake(String document) {
        assertThat(readerErrors(document)).as("reader").isEmpty();
        assertThat(ConfigSchema.errors(document)).as("schema").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "poll: {interval: \"${POLL:-30s}\"}",
                "poll: {interval: \"${POLL\"}",
                "poll: {interval: \"$${POLL}\"}",
                "poll: {interval: \"$POLL\"}",
                "poll: {interval: \"${POLL}${}\"}",
                "poll: {interval: \"${1POLL}\"}",
                "poll: {interval: \"\"}",
                "poll: {max_requests_per_second: \"${RATE:-5}\"}",
                "poll: {max_requests_per_second: \"0\"}",
                "poll: {max_requests_per_second: \"0.0\"}",
                "poll: {max_requests_per_second: \"0.00000000001\"}",
                "poll: {max_requests_per_second: \"0000000000005\"}",
                "poll: {max_requests_per_second: \"1000.1\"}",
                "poll: {max_requests_per_second: \"1001\"}",
                "poll: {max_requests_per_second: \"5/s\"}",
                "poll: {active_interval: 500ms}",
                "aws: {account_names: {prod: \"123456789012\"}}",
                "aws: {account_names: [prod]}",
                "poll: {max_requests_per_second: \".5\"}",
                "jobs: [\"${ARN:-x}\"]",
                "discovery: [{regions: [\"${REGION-x}\"]}]",
                "discovery: [{regions: [\"$${REGION}\"]}]",
                "discovery: [{}]",
                "discovery: [{regions: }]",
                "discovery: [{regions: [all], name_regex: \"a${2}\"}]",
                "discovery: [{regions: [all], model_regex: \"${NAME:-.*}\"}]",
                "discovery: [{regions: [all], tags: {team: \"\"}}]",
                "discovery: [{regions: [all], tags: [team]}]",
                "aws: {accounts: [{session_name: exporter}]}",
                "aws: {accounts: [{role_arn: }]}",
                "aws: {endpoint_url: \"http://local_stack:4566\"}",
                "aws: {endpoint_url: \"http://a.1b\"}",
                "aws: {endpoint_url: \"http://-a\"}",
                "aws: {endpoint_url: \"http://1.2.3.256\"}",
                "aws: {endpoint_url: \"http://a/b|c\"}",
                "aws: {endpoint_url: \"http://a/%zz\"}",
                "aws: {endpoint_url: \"http://a:port\"}",
                "aws: {endpoint_url: \"http://a/${HOST:-x}\"}",
                "aws: {endpoint_urls: {s3: \"http://my_s3\"}}",
                "aws: {fips: \"yes\"}",
                "aws: {fips: \"${TRUE:-false}\"}",
                "aws: {profile: \"${NAME:-x}\"}",
                "aws: {ca_bundle: \"/etc/${NAME\"}",
                "retention: {max_jobs: \"0\"}",
                "retention: {max_jobs: \"1000001\"}",
                "retention: {max_jobs: \"5.0\"}",
                "retention: {max_jobs: \"0000000005\"}",
                "retention: {max_jobs: \"${JOBS:-5}\"}",
                "store: {max_connections: \"1\"}",
                "store: {max_connections: \"101\"}",
                "store: {type: \"${TYPE:-sqlite}\"}",
                "store: {type: postgresql}",
                "store: {type: postgresql, url: }",
                "store: {type: postgresql, url: \"\"}",
                "store: {url: \"jdbc:postgresql://${HOST:-db}/x\"}",
                "store: {url: \"jdbc:postgresql://${HOST}/x?options=a\"}",
                "store: {path: \"${NAME:-x}\"}",
                "manifests: {enabled: \"on\"}",
                "notifications: {sqs_queues: [\"https://my_sqs/123456789012/jobs\"]}",
                "metrics: {status_series: \"${NAME:-full}\"}",
                "metrics: {tag_labels: [\"\"]}",
                "metrics: {tag_labels: team}"
            })
    void bothRefuse(String document) {
        assertThat(readerErrors(document)).as("reader").isNotEmpty();
        assertThat(ConfigSchema.errors(document)).as("schema").isNotEmpty();
    }

    /** What the reader writes is a document as well, and names no key that it would refuse. */
    @Test
    void bothTakeWhatTheReaderWrites() throws ConfigException {
        for (String text : List.of("", GoodValuesTest.EVERYTHING)) {
            String written = Texts.load(text).toYaml();
            assertThat(readerErrors(written)).isEmpty();
            assertThat(ConfigSchema.errors(written)).isEmpty();
        }
    }

    private static List<String> readerErrors(String document) {
        try {
            Texts.LOADER.load(document, "c.yml", ENVIRONMENT);
            return List.of();
        } catch (ConfigException e) {
            return String.valueOf(e.getMessage()).lines().toList();
        }
    }
}
