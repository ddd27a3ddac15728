package io.github.bedrockbatch.config;

import static io.github.bedrockbatch.config.Durations.within;

import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the keys under {@code aws}. */
final class AwsReader {
    private static final Syntax<Duration> TIMEOUT = within(Duration.ofMillis(100), Duration.ofMinutes(5));
    private static final Syntax<Duration> SESSION = within(Duration.ofMinutes(15), Duration.ofHours(12));

    private AwsReader() {}

    static AwsConfig aws(Section root) {
        AwsConfig defaults = AwsConfig.DEFAULTS;
        try (Section aws = root.section("aws")) {
            return new AwsConfig(
                    aws.find("endpoint_url", Syntaxes::url),
                    endpointUrls(aws),
                    aws.find("profile", Syntaxes.NAME),
                    accounts(aws),
                    aws.get("connect_timeout", TIMEOUT, defaults.connectTimeout()),
                    aws.get("read_timeout", TIMEOUT, defaults.readTimeout()),
                    aws.find("ca_bundle", Syntaxes::path),
                    aws.get("fips", Syntaxes::bool, defaults.fips()));
        }
    }

    private static Map<AwsService, URI> endpointUrls(Section aws) {
        Map<AwsService, URI> urls = new EnumMap<>(AwsService.class);
        try (Section section = aws.section("endpoint_urls")) {
            for (AwsService service : AwsService.values()) {
                section.find(service.key(), Syntaxes::url).ifPresent(url -> urls.put(service, url));
            }
        }
        return urls;
    }

    private static List<AccountConfig> accounts(Section aws) {
        Set<String> accounts = new HashSet<>();
        return aws.sections("accounts").stream()
                .map(item -> account(item, accounts))
                .toList();
    }

    private static AccountConfig account(Section item, Set<String> accounts) {
        try (item) {
            Optional<String> role = item.require("role_arn", Syntaxes.ROLE_ARN);
            AccountConfig account = new AccountConfig(
                    role.orElse("arn:::::"),
                    item.find("external_id", Syntaxes.EXTERNAL_ID),
                    item.get("session_name", Syntaxes.SESSION_NAME, AccountConfig.SESSION_NAME),
                    item.get("duration", SESSION, AccountConfig.DURATION));
            if (role.isPresent() && !accounts.add(account.accountId())) {
                item.refuse("role_arn", "must be of another account than the roles before it");
            }
            return account;
        }
    }
}
