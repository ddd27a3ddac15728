package io.github.bedrockbatch.awscli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.bedrockbatch.awscli.output.OutputFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.retry.RetryMode;

class SettingsReaderTest {
    private static final String CONFIG = """
            [default]
            region = region-default
            [profile work]
            region = region-work
            output = text
            endpoint_url = http://profile
            services = own
            retry_mode = legacy
            ca_bundle = ~/work.pem
            [profile attempts]
            max_attempts = 7
            [profile ignoring]
            endpoint_url = http://profile
            ignore_configured_endpoint_urls = true
            [profile wire]
            cli_timestamp_format = wire
            [profile odd]
            cli_timestamp_format = roman
            output = xml
            [services own]
            bedrock =
              endpoint_url = http://service
            """;

    @TempDir
    private Path home = Path.of(".");

    @BeforeEach
    void writeConfig() throws IOException {
        Files.createDirectories(home.resolve(".aws"));
        Files.writeString(home.resolve(".aws/config"), CONFIG);
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', region-default",
        "'', AWS_DEFAULT_REGION=b, b",
        "'', AWS_DEFAULT_REGION=b AWS_REGION=a, a",
        "--region o, AWS_DEFAULT_REGION=b AWS_REGION=a, o",
        "'', AWS_PROFILE=work, region-work",
        "--profile work, AWS_PROFILE=wire, region-work",
        "'', AWS_PROFILE=wire AWS_DEFAULT_PROFILE=work, region-work",
        "'', AWS_REGION=, region-default",
    })
    void findsTheRegion(String options, String environment, String region) {
        assertThat(read(options, environment).region()).isEqualTo(region);
    }

    @ParameterizedTest
    @CsvSource({
        "--profile work, '', http://service",
        "--profile work, AWS_ENDPOINT_URL=http://all, http://all",
        "--profile work, AWS_ENDPOINT_URL=http://all AWS_ENDPOINT_URL_BEDROCK=http://one, http://one",
        "--profile work --endpoint-url http://o, AWS_ENDPOINT_URL_BEDROCK=http://one, http://o",
        "--endpoint-url http://o, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true, http://o",
    })
    void findsTheEndpoint(String options, String environment, URI endpoint) {
        assertThat(read(options, "AWS_REGION=r " + environment).endpoint()).contains(endpoint);
    }

    @ParameterizedTest
    @CsvSource({
        "--profile work, AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true AWS_ENDPOINT_URL=http://all",
        "--profile ignoring, AWS_REGION=r",
        "'', ''",
    })
    void asksTheRegionItself(String options, String environment) {
        assertThat(read(options, "AWS_REGION=r " + environment).endpoint()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', STANDARD, 3",
        "--profile work, '', LEGACY, 5",
        "--profile attempts, '', STANDARD, 7",
        "--profile attempts, AWS_MAX_ATTEMPTS=2 AWS_RETRY_MODE=adaptive, ADAPTIVE_V2, 2",
    })
    void findsHowOftenToTry(String options, String environment, RetryMode mode, int attempts) {
        Settings settings = read(options, "AWS_REGION=r " + environment);
        assertThat(settings.retryMode()).isEqualTo(mode);
        assertThat(settings.attempts()).isEqualTo(attempts);
    }

    @Test
    void hasDefaults() {
        Settings settings = read("", "");
        assertThat(settings.output()).isEqualTo(OutputFormat.JSON);
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.readTimeout()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.signed()).isTrue();
        assertThat(settings.verified()).isTrue();
        assertThat(settings.caBundle()).isEmpty();
        assertThat(settings.timesAsSent()).isFalse();
    }

    @Test
    void readsTheOthers() {
        Settings settings = read(
                "--no-sign-request --no-verify-ssl --cli-read-timeout 0 --cli-connect-timeout=7 --profile work",
                "AWS_DEFAULT_OUTPUT=table");
        assertThat(settings.output()).isEqualTo(OutputFormat.TABLE);
        assertThat(settings.connectTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(settings.readTimeout()).isZero();
        assertThat(settings.signed()).isFalse();
        assertThat(settings.verified()).isFalse();
        assertThat(settings.caBundle()).contains(home.resolve("work.pem"));
        assertThat(read("--ca-bundle o.pem", "AWS_CA_BUNDLE=e.pem").caBundle()).contains(home.resolve("o.pem"));
        assertThat(read("--profile work", "AWS_CA_BUNDLE=e.pem").caBundle()).contains(home.resolve("e.pem"));
        assertThat(read("--profile wire --region r", "").timesAsSent()).isTrue();
    }

    @Test
    void readsFilesThatAreNamed() throws IOException {
        Files.writeString(home.resolve("other"), "[default]\nregion = region-other\n");
        assertThat(read("", "AWS_CONFIG_FILE=~/other").region()).isEqualTo("region-other");
        assertThat(read("", "AWS_CONFIG_FILE=" + home.resolve("other")).region())
                .isEqualTo("region-other");
        assertThat(read("--region r", "AWS_CONFIG_FILE=absent AWS_SHARED_CREDENTIALS_FILE=absent")
                        .region())
                .isEqualTo("r");
    }

    @ParameterizedTest
    @CsvSource({
        "'', AWS_PROFILE=nope, GENERAL, nope:",
        "--profile nope, '', GENERAL, nope:",
        "'', AWS_MAX_ATTEMPTS=0, GENERAL, 0:",
        "'', AWS_MAX_ATTEMPTS=x, GENERAL, x:",
        "'', AWS_REGION=1, GENERAL, Provided region_name",
        "'', AWS_REGION=-r, GENERAL, Provided region_name",
        "'', AWS_REGION=r., GENERAL, Provided region_name",
        "'', AWS_ENDPOINT_URL=http://u:s3/cret@h, PARAM_VALIDATION, http://<redacted>@h: must be an endpoint",
        "'', AWS_RETRY_MODE=x, GENERAL, x:",
        "'', AWS_DEFAULT_OUTPUT=xml, GENERAL, xml:",
        "'', AWS_ENDPOINT_URL=x, PARAM_VALIDATION, x: must be an endpoint",
        "--profile odd --region r --output json, '', CONFIGURATION, roman:",
        "'', AWS_CONFIG_FILE=absent, CONFIGURATION, (NoRegion)",
        "--cli-read-timeout -1, '', GENERAL, -1:",
    })
    void refuses(String options, String environment, ExitCode exitCode, String message) {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> read(options, environment))
                .matches(e -> e.exitCode() == exitCode)
                .withMessageContaining(message);
    }

    @Test
    void refusesARegionAsTheAwsCliDoes() {
        assertThatExceptionOfType(CommandException.class)
                .isThrownBy(() -> read("--region us_east_1", ""))
                .withMessage("Provided region_name 'us_east_1' doesn't match a supported format.");
    }

    private Settings read(String options, String environment) {
        OptionParser.Parsed parsed = Options.GLOBAL.parse(words(options));
        Map<String, String> variables =
                new HashMap<>(Map.of("HOME", home.toString(), "AWS_EC2_METADATA_DISABLED", "true"));
        words(environment)
                .forEach(word ->
                        variables.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1)));
        ProcessContext surroundings = new ProcessContext(
                variables,
                home,
                OutputStream.nullOutputStream(),
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                ZoneOffset.UTC,
                OptionalInt::empty);
        SharedConfiguration shared = SharedConfiguration.read(surroundings, parsed.get(Options.PROFILE));
        return new SettingsReader(parsed, shared, surroundings).read();
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
