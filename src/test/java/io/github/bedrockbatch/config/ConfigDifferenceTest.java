package io.github.bedrockbatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What two configurations differ in is named by key, shown without secrets, and refused where it needs a restart. */
@NullMarked
final class ConfigDifferenceTest {
    private static final String ROLE = "role_arn: \"arn:aws:iam::123456789012:role/r\"";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                        | poll: {interval: 1m}                   | poll.interval: from 30s to 1m
            poll: {max_requests_per_second: 0.5}      | {}                                     | poll.max_requests_per_second: from 0.5 to 5
            {}                                        | aws: {profile: "a\\u202Eb"}            | aws.profile: from unset to "a\\u202Eb"
            aws: {profile: batch}                     | {}                                     | aws.profile: from "batch" to unset
            {}                                        | aws: {endpoint_urls: {s3: "http://x"}} | aws.endpoint_urls.s3: from unset to "http://x"
            {}                                        | events: {include_message: false}       | events.include_message: from true to false
            discovery: [{regions: [us-east-1]}]       | discovery: [{regions: [us-west-2]}]    | discovery[0].regions: added ["us-west-2"], removed ["us-east-1"]
            discovery: [{regions: [us-east-1, us-west-2]}] | discovery: [{regions: [us-west-2, us-east-1]}] | discovery[0].regions: items were reordered, or a secret in them changed
            discovery: [{regions: [all], name_regex: a}] | discovery: [{regions: [all], name_regex: b}] | discovery[0].name_regex: from "a" to "b"
            """)
    void namesTheKeyWithBothValues(String before, String after, String change) throws ConfigException {
        assertThat(between(before, after).changes())
                .extracting(ConfigDifference.Change::toString)
                .containsExactly(change);
        assertThat(between(before, after).refusals()).isEmpty();
        assertThat(between(before, after)).hasToString(change);
    }

    @Test
    void sameConfigurationsDifferInNothing() throws ConfigException {
        ConfigDifference difference = between(GoodValuesTest.EVERYTHING, GoodValuesTest.EVERYTHING);
        assertThat(difference.changes()).isEmpty();
        assertThat(difference.refusals()).isEmpty();
        assertThat(difference).hasToString("nothing changed");
    }

    @Test
    void namesSelectorsThatComeAndGo() throws ConfigException {
        String one = "discovery: [{regions: [us-east-1]}]";
        String two = "discovery: [{regions: [us-east-1]}, {regions: [us-west-2], submitted_within: 1d}]";
        assertThat(between(one, two).toString())
                .startsWith("discovery[1]: from unset to {regions: [\"us-west-2\"]")
                .contains("submitted_within: 1d");
        assertThat(between(two, one).toString())
                .startsWith("discovery[1]: from {regions:")
                .endsWith("to unset");
    }

    @Test
    void showsAFewOfManyJobs() throws ConfigException {
        String difference = between("{}", jobs(9)).toString();
        assertThat(difference).startsWith("jobs: added [\"arn:").endsWith(" and 4 more]");
        assertThat(between(jobs(9), jobs(8)).toString())
                .startsWith("jobs: removed [")
                .contains("abc000000008");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            aws: {accounts: [{ROLE, external_id: old-one}]} | aws: {accounts: [{ROLE, external_id: new-one}]} | aws.accounts[0].external_id: changed (secret): "<redacted>"
            aws: {accounts: [{ROLE}]}                       | aws: {accounts: [{ROLE, external_id: new-one}]} | aws.accounts[0].external_id: from unset to "<redacted>"
            store: {url: "jdbc:postgresql://u:old-one@h/d"} | store: {url: "jdbc:postgresql://u:new-one@h/d"} | store.url: changed (secret): "jdbc:postgresql://<redacted>@h/d"
            store: {url: "jdbc:postgresql://h/d?password=old-one"} | store: {url: "jdbc:postgresql://i/d?password=new-one"} | store.url: from "jdbc:postgresql://h/d?password=<redacted>" to "jdbc:postgresql://i/d?password=<redacted>"
            """)
    void showsNoSecret(String before, String after, String change) throws ConfigException {
        ConfigDifference difference = between(before.replace("ROLE", ROLE), after.replace("ROLE", ROLE));
        assertThat(difference).hasToString(change);
        assertThat(difference.refusals().toString()).doesNotContain("old-one", "new-one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            type: memory                     | store.type: from sqlite to memory
            path: other.db                   | store.path: from "data/bedrock-batch-exporter.db" to "other.db"
            url: "jdbc:postgresql://h/d"     | store.url: from unset to "jdbc:postgresql://h/d"
            schema: mine                     | store.schema: from "public" to "mine"
            username: me                     | store.username: from unset to "me"
            password_file: secret            | store.password_file: from unset to "secret"
            max_connections: 5               | store.max_connections: from 4 to 5
            """)
    void refusesEveryKeyOfTheStore(String store, String change) throws ConfigException {
        ConfigDifference difference = between("{}", "store: {" + store + "}\npoll: {interval: 1m}");
        assertThat(difference.changes()).hasSize(2);
        assertThat(difference.refusals())
                .containsExactly(change + ": cannot change at run time: restart the exporter, or undo the change");
    }

    @Test
    void oneLineHoldsTwentyKeys() {
        List<ConfigDifference.Change> many = IntStream.range(0, 23)
                .mapToObj(i -> new ConfigDifference.Change("k" + i, "from a to b", false))
                .toList();
        assertThat(new ConfigDifference(many).toString())
                .contains("k19: from a to b; and 3 more keys")
                .doesNotContain("k20");
    }

    private static ConfigDifference between(String before, String after) throws ConfigException {
        return ConfigDifference.between(Texts.load(before), Texts.load(after));
    }

    private static String jobs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Texts.ARN.replace("abc123def456", String.format(Locale.ROOT, "abc%09d", i)))
                .collect(Collectors.joining("\n  - ", "jobs:\n  - ", "\n"));
    }
}
