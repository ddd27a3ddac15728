package io.github.bedrockbatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each key with a value that is not allowed, and exactly what is said of it. */
@NullMarked
final class BadValuesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            poll: {interval: 2h}                 | poll.interval: "2h": must be from 1s to 1h
            poll: {interval: 999ms}              | poll.interval: "999ms": must be whole seconds of at least 1s; write 1s
            poll: {interval: 1500ms}             | poll.interval: "1500ms": must be whole seconds of at least 1s; write 1s
            poll: {interval: 1m30s1ms}           | poll.interval: "1m30s1ms": must be whole seconds of at least 1s; write 1m30s
            poll: {interval: 30}                 | poll.interval: "30": must be a duration such as 30s, 1h30m or 15d (units y w d h m s ms, in this order)
            poll: {interval: 1m1h}               | poll.interval: "1m1h": must be a duration such as 30s, 1h30m or 15d (units y w d h m s ms, in this order)
            poll: {interval: 300y}               | poll.interval: "300y": must be a duration of less than 292 years
            poll: {interval: [30s]}              | poll.interval: a list: must be a single value
            poll: {max_requests_per_second: 0}   | poll.max_requests_per_second: "0": must be a number above 0 and at most 1000
            poll: {max_requests_per_second: 1001} | poll.max_requests_per_second: "1001": must be a number above 0 and at most 1000
            poll: {max_requests_per_second: .inf} | poll.max_requests_per_second: ".inf": must be a number above 0 and at most 1000
            poll: {active_interval: 500ms}       | poll.active_interval: "500ms": must be whole seconds of at least 1s; write 1s
            poll: {idle_interval: 61m}           | poll.idle_interval: "61m": must be from 1s to 1h
            aws: {account_names: {"12345678901": prod}} | aws.account_names.12345678901: must be an AWS account id of 12 digits
            aws: {account_names: {"123456789012": " "}} | aws.account_names.123456789012: " ": must be 1 to 256 characters, none of them a control character
            poll: [30s]                          | poll: a list: must be a mapping of keys
            poll: 30s                            | poll: "30s": must be a mapping of keys
            jobs: abc123def456                   | jobs: "abc123def456": must be a list, written [a, b] or with a dash before each item
            jobs: [abc123def456]                 | jobs[0]: "abc123def456": must be the ARN of a batch inference job, as arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abc123def456
            jobs: ["arn:aws-cn:bedrock:us-east-1:123456789012:model-invocation-job/abc123def456"] | jobs[0]: "arn:aws-cn:bedrock:us-east-1:123456789012:model-invocation-job/abc123def456": must be the ARN of a batch inference job, as arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abc123def456
            jobs: ["arn:aws:bedrock:us-eats-1:123456789012:model-invocation-job/abc123def456"] | jobs[0]: "arn:aws:bedrock:us-eats-1:123456789012:model-invocation-job/abc123def456": must be in an AWS region; is it "us-east-1"?
            discovery: {regions: [all]}          | discovery: a mapping: must be a list, written [a, b] or with a dash before each item
            discovery: [us-east-1]               | discovery[0]: "us-east-1": must be a mapping of keys
            discovery: [{regions: []}]           | discovery[0].regions: an empty list: must list at least one region, or be [all]
            discovery: [{regions: [us-east1]}]   | discovery[0].regions[0]: "us-east1": must be in an AWS region; is it "us-east-1"?
            discovery: [{regions: [mars]}]       | discovery[0].regions[0]: "mars": must be in an AWS region, as us-east-1
            discovery: [{regions: [all, us-east-1]}] | discovery[0].regions: a list: must be [all] alone, or regions without all
            discovery: [{regions: [us-east-1, us-east-1]}] | discovery[0].regions[1]: "us-east-1": must not be listed twice
            discovery: [{}]                      | discovery[0].regions: is missing and must be set
            discovery: [{regions: [all], submitted_within: 59s}] | discovery[0].submitted_within: "59s": must be from 1m to 365d
            discovery: [{regions: [all], name_regex: "a)(b"}] | discovery[0].name_regex: "a)(b": must be a regular expression in RE2's syntax; a closing parenthesis has no opening one
            discovery: [{regions: [all], name_regex: ""}] | discovery[0].name_regex: "": must be a regular expression of 1 to 1000 characters
            discovery: [{regions: [all], model_regex: "(?=a)"}] | discovery[0].model_regex: "(?=a)": must be a regular expression in RE2's syntax; invalid or unsupported Perl syntax
            discovery: [{regions: [all], model_regex: "((a{100}){100}){100}"}] | discovery[0].model_regex: "((a{100}){100}){100}": must not repeat anything more than 1000 times, nested repeats multiplied
            discovery: [{regions: [all], tags: [team]}] | discovery[0].tags: a list: must be a mapping of keys
            discovery: [{regions: [all], tags: {team: ""}}] | discovery[0].tags.team: "": must be 1 to 256 characters, none of them a control character
            discovery: [{regions: [all], accounts: [12345678901]}] | discovery[0].accounts[0]: "12345678901": must be an AWS account id of 12 digits
            aws: {endpoint_url: "127.0.0.1:4566"} | aws.endpoint_url: "127.0.0.1:4566": must be an http or https URL with a host, without user information, query or fragment
            aws: {endpoint_url: "ftp://host"}    | aws.endpoint_url: "ftp://host": must be an http or https URL with a host, without user information, query or fragment
            aws: {endpoint_url: "http://me:secret@host"} | aws.endpoint_url: "http://<redacted>@host": must be an http or https URL with a host, without user information, query or fragment
            aws: {endpoint_url: "http://h/?token=abc&x=1"} | aws.endpoint_url: "http://h/?token=<redacted>&x=1": must be an http or https URL with a host, without user information, query or fragment
            aws: {endpoint_urls: {sts: "http://h/?x=1&client_secret=abc def"}} | aws.endpoint_urls.sts: "http://h/?x=1&client_secret=<redacted>": must be an http or https URL with a host, without user information, query or fragment
            notifications: {sqs_queues: ["http://q/?api-key=abc"]} | notifications.sqs_queues[0]: "http://q/?api-key=<redacted>": must be the URL of an SQS queue, as https://sqs.us-east-1.amazonaws.com/123456789012/name
            aws: {endpoint_url: "me:s/ecret@host"} | aws.endpoint_url: "<redacted>@host": must be an http or https URL with a host, without user information, query or fragment
            aws: {endpoint_url: "https://me:s/e?cr@t@host"} | aws.endpoint_url: "https://<redacted>@host": must be an http or https URL with a host, without user information, query or fragment
            aws: {endpoint_urls: {bedrock: "http://h/?q"}} | aws.endpoint_urls.bedrock: "http://h/?q": must be an http or https URL with a host, without user information, query or fragment
            aws: {endpoint_urls: {bedrok: "http://h"}} | aws.endpoint_urls.bedrok: is not a known key; is it "bedrock"?
            aws: {profile: ""}                   | aws.profile: "": must be 1 to 256 characters, none of them a control character
            aws: {connect_timeout: 99ms}         | aws.connect_timeout: "99ms": must be from 100ms to 5m
            aws: {read_timeout: 6m}              | aws.read_timeout: "6m": must be from 100ms to 5m
            aws: {ca_bundle: ""}                 | aws.ca_bundle: "": must be the path of a file
            aws: {fips: "yes"}                   | aws.fips: "yes": must be true or false
            aws: {accounts: [{role_arn: "arn:aws:iam::123456789012:user/u"}]} | aws.accounts[0].role_arn: "arn:aws:iam::123456789012:user/u": must be the ARN of an IAM role, as arn:aws:iam::123456789012:role/name
            retention: {terminal_jobs: 30s}      | retention.terminal_jobs: "30s": must be from 1m to 3650d
            retention: {journal: 23h}            | retention.journal: "23h": must be from 1d to 3650d
            retention: {max_jobs: 0}             | retention.max_jobs: "0": must be a whole number from 1 to 1000000
            retention: {max_jobs: 1e3}           | retention.max_jobs: "1e3": must be a whole number from 1 to 1000000
            store: {type: mysql}                 | store.type: "mysql": must be one of sqlite, memory, postgresql
            store: {type: postgresql}            | store.url: is missing and must be set
            store: {type: postgresql, username: x} | store.url: is missing and must be set
            store: {path: " "}                   | store.path: " ": must be the path of a file
            store: {url: "jdbc:postgresql://u:p@db/x y?password=p"} | store.url: "jdbc:postgresql://<redacted>@db/x y?password=<redacted>": must be as jdbc:postgresql://host/database, without the parameters currentSchema, options and logServerErrorDetail
            store: {url: "jdbc:postgresql://db/x?password=a;b c&ssl=true"} | store.url: "jdbc:postgresql://db/x?password=<redacted>&ssl=true": must be as jdbc:postgresql://host/database, without the parameters currentSchema, options and logServerErrorDetail
            store: {url: "jdbc:postgresql://db/x y?password=a@b"} | store.url: "jdbc:postgresql://db/x y?password=<redacted>": must be as jdbc:postgresql://host/database, without the parameters currentSchema, options and logServerErrorDetail
            store: {url: "jdbc:mysql://db/x"}    | store.url: "jdbc:mysql://db/x": must be as jdbc:postgresql://host/database, without the parameters currentSchema, options and logServerErrorDetail
            store: {url: "jdbc:postgresql://db/x?sslmode=require&options=-c%20x"} | store.url: "jdbc:postgresql://db/x?sslmode=require&options=-c%20x": must be as jdbc:postgresql://host/database, without the parameters currentSchema, options and logServerErrorDetail
            store: {schema: Mine}                | store.schema: "Mine": must be at most 63 lower-case letters, digits and _, with no digit and no pg_ at its start
            store: {schema: pg_x}                | store.schema: "pg_x": must be at most 63 lower-case letters, digits and _, with no digit and no pg_ at its start
            store: {schema: 1x}                  | store.schema: "1x": must be at most 63 lower-case letters, digits and _, with no digit and no pg_ at its start
            store: {username: ""}                | store.username: "": must be 1 to 256 characters, none of them a control character
            store: {password_file: " "}          | store.password_file: " ": must be the path of a file
            store: {max_connections: 1}          | store.max_connections: "1": must be a whole number from 2 to 100
            store: {max_connections: 101}        | store.max_connections: "101": must be a whole number from 2 to 100
            events: {include_message: 1}         | events.include_message: "1": must be true or false
            manifests: {enabled: "yes"}          | manifests.enabled: "yes": must be true or false
            notifications: {sqs_queues: ["http://q"]} | notifications.sqs_queues[0]: "http://q": must be the URL of an SQS queue, as https://sqs.us-east-1.amazonaws.com/123456789012/name
            notifications: {sqs_queues: ["http://me:secret@q/123456789012/n"]} | notifications.sqs_queues[0]: "http://<redacted>@q/123456789012/n": must be the URL of an SQS queue, as https://sqs.us-east-1.amazonaws.com/123456789012/name
            notifications: {sqs_queues: ["https://q/123456789012/n/x"]} | notifications.sqs_queues[0]: "https://q/123456789012/n/x": must be the URL of an SQS queue, as https://sqs.us-east-1.amazonaws.com/123456789012/name
            notifications: {sqs_queues: ["https://q/123456789012/n", "https://q/123456789012/n"]} | notifications.sqs_queues[1]: "https://q/123456789012/n": must not be listed twice
            metrics: {status_series: some}       | metrics.status_series: "some": must be one of full, sparse
            aws: {endpoint_url: "http://local_stack:4566"} | aws.endpoint_url: "http://local_stack:4566": must have a host without _, which no host name may have
            metrics: {tag_labels: team}          | metrics.tag_labels: "team": must be a list, written [a, b] or with a dash before each item
            metrics: {tag_labels: [team, team]}  | metrics.tag_labels[1]: "team": must not be listed twice
            metrics: {tag_labels: [a-b, c, a.b]} | metrics.tag_labels: a list: must give each tag a label of its own; "a-b" and "a.b" would both be tag_a_b; remove one of them
            pol: {interval: 30s}                 | pol: is not a known key; is it "poll"?
            poll: {intervall: 30s}               | poll.intervall: is not a known key; is it "interval"?
            """)
    void oneWrongValueIsOneError(String text, String error) {
        assertThat(Texts.error(text)).isEqualTo("c.yml:1: " + error);
    }

    @Test
    void everyItemIsChecked() {
        String text = """
                aws:
                  accounts:
                    - {role_arn: admin, external_id: "not good", session_name: a, duration: 13h, role: x}
                    - {external_id: fine}
                    - {role_arn: "arn:aws:iam::123456789012:role/r"}
                    - {role_arn: "arn:aws:iam::123456789012:role/other"}
                discovery:
                  - {regions: [all], accounts: ["123"], tags: {"": x}}
                notifications: {sqs_queues: [queue]}
                metrics: {tag_labels: [a-b, a.b]}
                """;
        assertThat(Texts.errors(text)).containsExactly("""
                c.yml:3: aws.accounts[0].role_arn: "admin": must be the ARN of an IAM role, as arn:aws:iam::123456789012:role/name
                c.yml:3: aws.accounts[0].external_id: "<redacted>": must be 2 to 1224 letters, digits or any of _+=,.@:/-
                c.yml:3: aws.accounts[0].session_name: "a": must be 2 to 64 letters, digits or any of _+=,.@-
                c.yml:3: aws.accounts[0].duration: "13h": must be from 15m to 12h
                c.yml:3: aws.accounts[0].role: is not a known key; is it "role_arn"?
                c.yml:4: aws.accounts[1].role_arn: is missing and must be set
                c.yml:6: aws.accounts[3].role_arn: "arn:aws:iam::123456789012:role/other": must be of another account than the roles before it
                c.yml:8: discovery[0].accounts[0]: "123": must be an AWS account id of 12 digits
                c.yml:8: discovery[0].tags."": must be 1 to 128 characters, none of them a control character
                c.yml:9: notifications.sqs_queues[0]: "queue": must be the URL of an SQS queue, as https://sqs.us-east-1.amazonaws.com/123456789012/name
                c.yml:10: metrics.tag_labels: a list: must give each tag a label of its own; "a-b" and "a.b" would both be tag_a_b; remove one of them
                """.lines().toArray(String[]::new));
    }

    @Test
    void everyErrorIsSaidInTheOrderOfLines() {
        String text = """
                poll:
                  interval: fast
                  every: 5s
                jobs:
                  - %s
                  - %s
                events:
                """.formatted(Texts.ARN, Texts.ARN);
        assertThat(Texts.errors(text))
                .containsExactly("""
                c.yml:2: poll.interval: "fast": must be a duration such as 30s, 1h30m or 15d (units y w d h m s ms, in this order)
                c.yml:3: poll.every: is not a known key; known are active_interval, idle_interval, interval, max_requests_per_second
                c.yml:6: jobs[1]: "%s": must not be listed twice
                """.formatted(Texts.ARN).lines().toArray(String[]::new));
    }

    @Test
    void aLongOrHostileValueStaysOneShortLine() {
        String text = "store: {type: \"x\\n\\u001b[31m\\u202e" + "y".repeat(200) + "\"}";
        assertThat(Texts.error(text))
                .isEqualTo("c.yml:1: store.type: \"x\\n\\u001B[31m\\u202E" + "y".repeat(72)
                        + "…\": must be one of sqlite, memory, postgresql");
    }
}
