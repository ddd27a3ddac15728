package io.github.bedrockbatch.awscli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.profiles.ProfileFile;

/** The configuration and credentials files that all AWS tools share, seen from one profile, and the environment before them. */
final class SharedConfiguration {
    private static final String DEFAULT_PROFILE = "default";

    private final Map<String, String> environment;
    private final ProfileFile file;
    private final String profileName;
    private final boolean explicit;
    private final Optional<Profile> profile;

    private SharedConfiguration(
            Map<String, String> environment, ProfileFile file, @Nullable String named, @Nullable String option) {
        this.environment = environment;
        this.file = file;
        this.profileName = named == null ? DEFAULT_PROFILE : named;
        this.explicit = option != null;
        this.profile = file.profile(profileName);
        if (named != null && profile.isEmpty()) {
            throw CommandException.general(
                    named + ": no such profile in the AWS configuration and credentials files; correct "
                            + Options.PROFILE.name() + " or AWS_PROFILE",
                    null);
        }
    }

    /**
     * Reads the files.
     *
     * @param option the profile that was asked for on the command line, if any
     * @throws CommandException if they cannot be read, or lack the profile that was asked for
     */
    static SharedConfiguration read(ProcessContext surroundings, @Nullable String option) {
        Map<String, String> environment = surroundings.environment();
        ProfileFile.Aggregator files = ProfileFile.aggregator();
        add(
                files,
                ProfileFile.Type.CREDENTIALS,
                surroundings.path(environment.getOrDefault("AWS_SHARED_CREDENTIALS_FILE", "~/.aws/credentials")));
        add(
                files,
                ProfileFile.Type.CONFIGURATION,
                surroundings.path(environment.getOrDefault("AWS_CONFIG_FILE", "~/.aws/config")));
        String named = Stream.of(
                        Optional.ofNullable(option),
                        variable(environment, "AWS_DEFAULT_PROFILE"),
                        variable(environment, "AWS_PROFILE"))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(null);
        return new SharedConfiguration(environment, files.build(), named, option);
    }

    ProfileFile file() {
        return file;
    }

    String profileName() {
        return profileName;
    }

    /** Whether the profile was named on the command line: then credentials in the environment do not count. */
    boolean isExplicit() {
        return explicit;
    }

    /** A variable of the environment, unless it is empty. */
    Optional<String> variable(String name) {
        return variable(environment, name);
    }

    /** A setting of the profile. */
    Optional<String> property(String key) {
        return profile.flatMap(found -> found.property(key));
    }

    /** A setting of one service in the section of services that the profile names. */
    Optional<String> serviceProperty(String service, String key) {
        return property("services")
                .flatMap(name -> file.getSection("services", name))
                .flatMap(section -> section.property(service + "." + key));
    }

    /** A variable of the environment, else a setting of the profile. */
    Optional<String> either(String variable, String key) {
        return variable(variable).or(() -> property(key));
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    private static void add(ProfileFile.Aggregator files, ProfileFile.Type type, Path path) {
        if (!Files.isRegularFile(path)) {
            return;
        }
        try (InputStream in = Files.newInputStream(path)) {
            files.addFile(ProfileFile.builder().content(in).type(type).build());
        } catch (IOException | UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
            throw CommandException.general(path + ": cannot be read as AWS configuration: " + e.getMessage(), e);
        }
    }
}
