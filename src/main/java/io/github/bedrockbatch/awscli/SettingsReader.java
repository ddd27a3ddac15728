package io.github.bedrockbatch.awscli;

import io.github.bedrockbatch.awscli.output.OutputFormat;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.InstanceProfileRegionProvider;

/** Finds the settings in the AWS CLI's order. */
final class SettingsReader {
    private static final int STANDARD_ATTEMPTS = 3;
    private static final int LEGACY_ATTEMPTS = 5;
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(60);
    /** A label of a host name, as the AWS CLI has it. */
    private static final Pattern REGION = Pattern.compile("(?![0-9]+$)(?!-)[a-zA-Z0-9-]{1,63}(?<!-)");

    private final OptionParser.Parsed options;
    private final SharedConfiguration shared;
    private final ProcessContext surroundings;

    SettingsReader(OptionParser.Parsed options, SharedConfiguration shared, ProcessContext surroundings) {
        this.options = options;
        this.shared = shared;
        this.surroundings = surroundings;
    }

    /** @throws CommandException if there is no region, or if a setting is wrong */
    Settings read() {
        RetryMode mode = retryMode();
        return new Settings(
                region(),
                endpoint(),
                output(),
                !options.has(Options.NO_SIGN_REQUEST),
                !options.has(Options.NO_VERIFY_SSL),
                caBundle(),
                timeout(options, Options.CONNECT_TIMEOUT),
                timeout(options, Options.READ_TIMEOUT),
                mode,
                attempts(mode),
                timesAsSent());
    }

    /** The time that an option gives in whole seconds. */
    static Duration timeout(OptionParser.Parsed options, Option option) {
        String text = options.get(option);
        if (text == null) {
            return DEFAULT_TIMEOUT;
        }
        try {
            int seconds = Integer.parseInt(text.strip());
            if (seconds >= 0) {
                return Duration.ofSeconds(seconds);
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw CommandException.general(
                text + ": must be whole seconds, and 0 means no timeout; correct " + option.name(), null);
    }

    private String region() {
        String region = anyRegion();
        if (!REGION.matcher(region).matches()) {
            throw CommandException.general(
                    "Provided region_name '" + region + "' doesn't match a supported format.", null);
        }
        return region;
    }

    private String anyRegion() {
        return Optional.ofNullable(options.get(Options.REGION))
                .filter(region -> !region.isEmpty())
                .or(() -> shared.variable("AWS_REGION"))
                .or(() -> shared.either("AWS_DEFAULT_REGION", "region"))
                .or(this::regionOfInstance)
                .orElseThrow(() -> CommandException.configuration(
                        "NoRegion",
                        "You must specify a region: with --region, with AWS_REGION, or as region of the profile"));
    }

    private Optional<String> regionOfInstance() {
        if (InstanceMetadata.isDisabled(shared)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(new InstanceProfileRegionProvider().getRegion())
                    .map(Region::id);
        } catch (SdkClientException e) {
            return Optional.empty();
        }
    }

    private Optional<URI> endpoint() {
        return Optional.ofNullable(options.get(Options.ENDPOINT_URL))
                .map(url -> Endpoints.uri(url, Options.ENDPOINT_URL.name()))
                .or(() -> Endpoints.configured(shared, "bedrock"));
    }

    private OutputFormat output() {
        String word = Optional.ofNullable(options.get(Options.OUTPUT))
                .or(() -> shared.either("AWS_DEFAULT_OUTPUT", "output"))
                .orElse("json");
        return OutputFormat.of(word)
                .orElseThrow(() -> CommandException.general(
                        word
                                + ": must be an output format; set AWS_DEFAULT_OUTPUT, or output of the profile, to one of "
                                + String.join(", ", OutputFormat.words()),
                        null));
    }

    private Optional<Path> caBundle() {
        return Optional.ofNullable(options.get(Options.CA_BUNDLE))
                .or(() -> shared.either("AWS_CA_BUNDLE", "ca_bundle"))
                .map(surroundings::path);
    }

    private RetryMode retryMode() {
        String word = shared.either("AWS_RETRY_MODE", "retry_mode").orElse("standard");
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "standard" -> RetryMode.STANDARD;
            case "adaptive" -> RetryMode.ADAPTIVE_V2;
            case "legacy" -> RetryMode.LEGACY;
            default ->
                throw CommandException.general(
                        word + ": must be a retry mode; set AWS_RETRY_MODE, or retry_mode of the profile, to one of"
                                + " standard, adaptive, legacy",
                        null);
        };
    }

    private int attempts(RetryMode mode) {
        Optional<String> text = shared.either("AWS_MAX_ATTEMPTS", "max_attempts");
        if (text.isEmpty()) {
            return mode == RetryMode.LEGACY ? LEGACY_ATTEMPTS : STANDARD_ATTEMPTS;
        }
        try {
            int attempts = Integer.parseInt(text.get().strip());
            if (attempts > 0) {
                return attempts;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw CommandException.general(
                text.get() + ": must be a whole number of 1 or more; correct AWS_MAX_ATTEMPTS, or max_attempts of the"
                        + " profile",
                null);
    }

    private boolean timesAsSent() {
        String format = shared.property("cli_timestamp_format").orElse("iso8601");
        return switch (format) {
            case "iso8601" -> false;
            case "wire" -> true;
            default ->
                throw CommandException.configuration(
                        "Configuration",
                        format
                                + ": must be a timestamp format; set cli_timestamp_format of the profile to iso8601 or wire");
        };
    }
}
