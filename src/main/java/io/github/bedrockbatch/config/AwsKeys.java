package io.github.bedrockbatch.config;

import static io.github.bedrockbatch.config.Durations.within;

import io.github.bedrockbatch.config.Key.Group;
import io.github.bedrockbatch.config.Key.Setting;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys of {@code aws}. */
final class AwsKeys {
    private static final ValueType<Duration> TIMEOUT = within(Duration.ofMillis(100), Duration.ofMinutes(5));

    static final Setting<AwsConfig, Optional<URI>> ENDPOINT_URL = Setting.optional(
            "endpoint_url",
            AwsConfig::endpointUrl,
            Syntaxes.URL,
            "Endpoint of every service that `endpoint_urls` does not name. Without a value the AWS SDK's own settings decide,"
                    + " such as the variable `AWS_ENDPOINT_URL`.",
            "http://127.0.0.1:4566");
    static final Group<AwsConfig, Map<AwsService, URI>> ENDPOINT_URLS = Group.of(
            "endpoint_urls",
            AwsConfig::endpointUrls,
            Arrays.stream(AwsService.values())
                    .<Key<Map<AwsService, URI>>>map(AwsKeys::endpointUrl)
                    .toList(),
            "Endpoints of single services. They take precedence over `endpoint_url`.");
    static final Setting<AwsConfig, Optional<String>> PROFILE = Setting.optional(
            "profile",
            AwsConfig::profile,
            Syntaxes.NAME,
            "Profile of the AWS configuration files. Without a value the AWS SDK's own settings decide.",
            "batch");
    static final Group<AwsConfig, AccountConfig> ACCOUNTS = Group.list(
            "accounts",
            AwsConfig::accounts,
            Account.ALL,
            "Accounts that are watched through roles, one role for each account. Without any, the caller's own account is"
                    + " watched.");
    static final Setting<AwsConfig, Duration> CONNECT_TIMEOUT = Setting.of(
            "connect_timeout",
            AwsConfig::connectTimeout,
            TIMEOUT,
            Duration.ofSeconds(5),
            "Maximum time to connect to an endpoint.");
    static final Setting<AwsConfig, Duration> READ_TIMEOUT = Setting.of(
            "read_timeout",
            AwsConfig::readTimeout,
            TIMEOUT,
            Duration.ofSeconds(20),
            "Maximum time to wait for the next part of a response.");
    static final Setting<AwsConfig, Optional<Path>> CA_BUNDLE = Setting.optional(
            "ca_bundle",
            AwsConfig::caBundle,
            Syntaxes.PATH,
            "PEM file with the certificate authorities to trust. Without a value it is the file that the variable"
                    + " `AWS_CA_BUNDLE` names. Without that the authorities of the Java runtime are trusted.",
            "/etc/ssl/company.pem");
    static final Setting<AwsConfig, Boolean> FIPS =
            Setting.of("fips", AwsConfig::fips, Syntaxes.BOOL, false, "Whether FIPS endpoints are used.");
    static final Setting<AwsConfig, Map<String, String>> ACCOUNT_NAMES = Setting.of(
            "account_names",
            AwsConfig::accountNames,
            new Value.Named<>(Syntaxes.ACCOUNT_ID, Syntaxes.NAME),
            "Names of accounts for people, by account id in quotes. `bedrock_batch_account_info` has them.",
            "{\"123456789012\": prod}");

    static final List<Key<AwsConfig>> ALL = List.of(
            ENDPOINT_URL,
            ENDPOINT_URLS,
            PROFILE,
            ACCOUNTS,
            CONNECT_TIMEOUT,
            READ_TIMEOUT,
            CA_BUNDLE,
            FIPS,
            ACCOUNT_NAMES);

    static Setting<Map<AwsService, URI>, Optional<URI>> endpointUrl(AwsService service) {
        return Setting.optional(
                Syntaxes.word(service),
                urls -> Optional.ofNullable(urls.get(service)),
                Syntaxes.URL,
                "Endpoint of " + service.title() + ".",
                "http://127.0.0.1:4566");
    }

    private AwsKeys() {}

    /** The keys of an item of {@code aws.accounts}. */
    static final class Account {
        static final Setting<AccountConfig, String> ROLE_ARN = Setting.of(
                "role_arn",
                AccountConfig::roleArn,
                new Value.One<>(Syntaxes.ROLE_ARN, AccountConfig.NO_ROLE, true),
                "Role that is assumed.",
                "arn:aws:iam::123456789012:role/bedrock-read");
        static final Setting<AccountConfig, Optional<String>> EXTERNAL_ID = Setting.optional(
                "external_id",
                AccountConfig::externalId,
                Syntaxes.EXTERNAL_ID,
                "External id, where the role's trust policy asks for one. It is a secret, which `${NAME}` can read from the environment.",
                "exporter-7f3a");
        static final Setting<AccountConfig, String> SESSION_NAME = Setting.of(
                "session_name",
                AccountConfig::sessionName,
                Syntaxes.SESSION_NAME,
                AccountConfig.SESSION_NAME,
                "Name of the session, as CloudTrail shows it.");
        static final Setting<AccountConfig, Duration> DURATION = Setting.of(
                "duration",
                AccountConfig::duration,
                within(Duration.ofMinutes(15), Duration.ofHours(12)),
                AccountConfig.DURATION,
                "Length of a session. The role must allow it. If the exporter itself has a role, AWS allows 1h.");

        static final List<Key<AccountConfig>> ALL = List.of(ROLE_ARN, EXTERNAL_ID, SESSION_NAME, DURATION);
    }
}
