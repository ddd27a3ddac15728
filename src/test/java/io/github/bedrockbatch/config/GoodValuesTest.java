package io.github.bedrockbatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every key with a value that is allowed, the examples, and the way back to YAML. */
@NullMarked
final class GoodValuesTest {
    static final String EVERYTHING = """
            poll: {interval: 1h, max_requests_per_second: 0.5, active_interval: 1s, idle_interval: 59m}
            jobs: ["arn:aws-us-gov:bedrock:us-west-2:123456789012:model-invocation-job/abc123def456", "%s"]
            discovery:
              - regions: [us-east-1, eu-west-1]
                submitted_within: 1d12h
                name_regex: "nightly-[0-9]{8}$$|\\\\Qx\\\\E"
                model_regex: ".*nova.*"
                tags: {team: search, "cost:center": "a b"}
              - regions: [all]
                accounts: ["210987654321"]
            aws:
              accounts:
                - role_arn: arn:aws:iam::210987654321:role/path/bedrock-read
                  session_name: exporter
                  duration: 12h
                - role_arn: arn:aws-us-gov:iam::123456789012:role/bedrock-read
              endpoint_url: http://127.0.0.1:4566
              endpoint_urls: {bedrock: "http://[::1]:9744/base", tagging: "https://t"}
              profile: ${PROFILE}
              connect_timeout: 100ms
              read_timeout: 5m
              ca_bundle: /etc/ssl/a"b.pem
              fips: true
              account_names: {"012345678901": 'Prod: "main"'}
            retention: {terminal_jobs: 1m, journal: 1d, max_jobs: 1000000}
            store: {type: memory, path: some where/x.db, url: "jdbc:postgresql://db:5433/x?ssl=true", schema: _x9, username: a b, password_file: p/w, max_connections: 100}
            events: {include_message: false}
            manifests: {enabled: true}
            notifications: {sqs_queues: ["https://sqs.us-east-1.amazonaws.com/123456789012/jobs", "http://h:4566/queue/us-east-1/000000000000/a.fifo"]}
            metrics: {status_series: sparse, tag_labels: [team, "cost:center", 1st]}
            """.formatted(Texts.ARN);

    @Test
    void everyKeyIsRead() throws ConfigException {
        Configuration read = Texts.load(EVERYTHING);
        assertThat(read.poll())
                .isEqualTo(new PollConfig(
                        Duration.ofHours(1),
                        0.5,
                        Optional.of(Duration.ofSeconds(1)),
                        Optional.of(Duration.ofMinutes(59))));
        assertThat(read.jobs()).hasSize(2).endsWith(Texts.ARN);
        assertThat(read.discovery())
                .containsExactly(
                        new DiscoveryConfig(
                                List.of("us-east-1", "eu-west-1"),
                                List.of(),
                                Duration.ofHours(36),
                                Optional.of(AnchoredRegex.of("nightly-[0-9]{8}$|\\Qx\\E")),
                                Optional.of(AnchoredRegex.of(".*nova.*")),
                                Map.of("team", "search", "cost:center", "a b")),
                        new DiscoveryConfig(
                                List.of("all"),
                                List.of("210987654321"),
                                DiscoveryConfig.SUBMITTED_WITHIN,
                                Optional.empty(),
                                Optional.empty(),
                                Map.of()));
        assertThat(read.aws().accounts())
                .containsExactly(
                        new AccountConfig(
                                "arn:aws:iam::210987654321:role/path/bedrock-read",
                                Optional.empty(),
                                "exporter",
                                Duration.ofHours(12)),
                        new AccountConfig(
                                "arn:aws-us-gov:iam::123456789012:role/bedrock-read",
                                Optional.empty(),
                                AccountConfig.SESSION_NAME,
                                AccountConfig.DURATION));
        assertThat(read.aws().accounts())
                .extracting(AccountConfig::accountId, AccountConfig::partition)
                .containsExactly(tuple("210987654321", "aws"), tuple("123456789012", "aws-us-gov"));
        assertThat(read.aws())
                .isEqualTo(new AwsConfig(
                        Optional.of(URI.create("http://127.0.0.1:4566")),
                        Map.of(
                                AwsService.BEDROCK,
                                URI.create("http://[::1]:9744/base"),
                                AwsService.TAGGING,
                                URI.create("https://t")),
                        Optional.of("batch"),
                        read.aws().accounts(),
                        Duration.ofMillis(100),
                        Duration.ofMinutes(5),
                        Optional.of(Path.of("/etc/ssl/a\"b.pem")),
                        true,
                        Map.of("012345678901", "Prod: \"main\"")));
        assertThat(read.retention())
                .isEqualTo(new RetentionConfig(Duration.ofMinutes(1), Duration.ofDays(1), 1_000_000));
        assertThat(read.store())
                .isEqualTo(new StoreConfig(
                        StoreConfig.Type.MEMORY,
                        Path.of("some where/x.db"),
                        Optional.of("jdbc:postgresql://db:5433/x?ssl=true"),
                        "_x9",
                        Optional.of("a b"),
                        Optional.of(Path.of("p/w")),
                        100));
        assertThat(read.events().includeMessage()).isFalse();
        assertThat(read.manifests().enabled()).isTrue();
        assertThat(read.notifications().sqsQueues())
                .containsExactly(
                        URI.create("https://sqs.us-east-1.amazonaws.com/123456789012/jobs"),
                        URI.create("http://h:4566/queue/us-east-1/000000000000/a.fifo"));
        assertThat(read.metrics().statusSeries()).isEqualTo(MetricsConfig.StatusSeries.SPARSE);
        assertThat(read.metrics().keysByLabel().sequencedEntrySet())
                .containsExactly(
                        entry("tag_team", "team"), entry("tag_cost_center", "cost:center"), entry("tag_1st", "1st"));
    }

    /** A character outside the Basic Multilingual Plane is one character too. */
    @Test
    void whatNoLabelMayHaveIsAnUnderscore() throws ConfigException {
        assertThat(Texts.load("metrics: {tag_labels: [équipe/🦜]}").metrics().keysByLabel())
                .containsExactly(entry("tag__quipe__", "équipe/🦜"));
    }

    @Test
    void anExternalIdIsASecret() throws ConfigException {
        Configuration read =
                Texts.load("aws: {accounts: [{role_arn: 'arn:aws:iam::123456789012:role/r', external_id: 'a:b/c'}]}");
        assertThat(read.aws().accounts().getFirst().externalId()).contains("a:b/c");
        assertThat(read.toYaml() + read).doesNotContain("a:b/c");
    }

    @Test
    void endpointsOfServicesGoBeforeTheGeneralOne() throws ConfigException {
        AwsConfig aws = Texts.load(EVERYTHING).aws();
        assertThat(aws.endpoint(AwsService.TAGGING)).contains(URI.create("https://t"));
        assertThat(aws.endpoint(AwsService.STS)).contains(URI.create("http://127.0.0.1:4566"));
        assertThat(Configuration.defaults().aws().endpoint(AwsService.STS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", EXAMPLE_JOBS, EXAMPLE_DISCOVERY, "aws: {profile: '$$x${PROFILE}'}"})
    void yamlReadsBack(String text) throws ConfigException {
        Configuration configuration = Texts.load(text);
        assertThat(Texts.load(configuration.toYaml())).isEqualTo(configuration);
    }

    static final String EXAMPLE_JOBS = "jobs: [" + Texts.ARN + "]";
    static final String EXAMPLE_DISCOVERY = "discovery: [{regions: [all], name_regex: '\u202e.*$'}]";

    @Test
    void yamlOfEverythingReadsBack() throws ConfigException {
        Configuration configuration = Texts.load(EVERYTHING);
        assertThat(Texts.load(configuration.toYaml())).isEqualTo(configuration);
    }

    /** What another reader of YAML would take for a number, a date or a truth value stays a text, and numbers are numbers. */
    @Test
    void yamlKeepsTheTypesOfValues() throws ConfigException {
        Configuration configuration = Texts.load("""
                poll: {max_requests_per_second: 0.000001}
                discovery: [{regions: [all], accounts: ["210987654321"], name_regex: "12", model_regex: "1.5"}]
                aws: {profile: "true", ca_bundle: "~", accounts: [{role_arn: "arn:aws:iam::123456789012:role/r", session_name: "1e3"}]}
                retention: {max_jobs: 7}
                store: {path: "2026-11-28"}
                """);
        assertThat(Texts.load(configuration.toYaml())).isEqualTo(configuration);
        assertThat(configuration.toYaml())
                .contains("- \"210987654321\"\n", "name_regex: \"12\"\n", "model_regex: \"1.5\"\n")
                .contains("profile: \"true\"\n", "ca_bundle: \"~\"\n", "session_name: \"1e3\"\n")
                .contains(
                        "path: \"2026-11-28\"\n",
                        "max_requests_per_second: '0.000001'\n",
                        "max_jobs: 7\n",
                        "fips: false\n");
        assertThat(Configuration.defaults().toYaml()).contains("max_requests_per_second: 5\n", "sqs_queues: []\n");
    }

    @Test
    void theExamplesLoad() throws ConfigException {
        Configuration jobs = Texts.LOADER.load(Path.of("config/jobs-by-arn.yml"), Map.of());
        Configuration discovery = Texts.LOADER.load(Path.of("config/discovery.yml"), Map.of());
        Configuration postgresql = Texts.LOADER.load(Path.of("config/postgresql.yml"), Map.of());
        assertThat(postgresql.store().type()).isEqualTo(StoreConfig.Type.POSTGRESQL);
        assertThat(jobs.jobs()).hasSize(3);
        assertThat(discovery.discovery()).hasSize(2);
        assertThat(discovery.discovery().getLast().allRegions()).isTrue();
    }

    @Test
    void secretsAreRedacted() {
        AccountConfig account =
                new AccountConfig("arn:aws:iam::123456789012:role/r", Optional.of("s3cr3t"), "me", Duration.ofHours(1));
        AwsConfig aws = new AwsConfig(
                Optional.of(URI.create("http://me:s3cr3t@host/p")),
                Map.of(),
                Optional.empty(),
                List.of(account),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Optional.empty(),
                false,
                Map.of());
        Configuration plain = Configuration.defaults();
        String yaml = new Configuration(
                        plain.poll(),
                        plain.jobs(),
                        plain.discovery(),
                        aws,
                        plain.retention(),
                        plain.store(),
                        plain.events(),
                        plain.manifests(),
                        plain.notifications(),
                        plain.metrics())
                .toYaml();
        assertThat(yaml)
                .contains("  endpoint_url: \"http://<redacted>@host/p\"\n")
                .contains("    - role_arn: \"arn:aws:iam::123456789012:role/r\"\n      external_id: \"<redacted>\"\n")
                .doesNotContain("s3cr3t");
        assertThat(account.toString()).doesNotContain("s3cr3t");
    }
}
