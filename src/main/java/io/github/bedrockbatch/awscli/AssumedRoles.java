package io.github.bedrockbatch.awscli;

import io.github.bedrockbatch.sso.SsoCredentials;
import io.github.bedrockbatch.sso.SsoProfile;
import io.github.bedrockbatch.sso.TokenCache;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.profiles.Profile;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleWithWebIdentityCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;

/**
 * Roles that are assumed through STS: of a profile with {@code role_arn}, and of a pod. The SDK's own way from a profile to a role
 * knows neither the CA bundle, nor AWS_DEFAULT_REGION, nor the endpoint that another profile has for STS.
 */
final class AssumedRoles {
    private static final String SESSION_NAME = "bedrock-batch-exporter";

    private final SharedConfiguration shared;
    private final ProcessContext surroundings;
    private final String region;
    private final ServiceClients clients;

    AssumedRoles(SharedConfiguration shared, ProcessContext surroundings, String region, Supplier<SdkHttpClient> http) {
        this.shared = shared;
        this.surroundings = surroundings;
        this.region = region;
        this.clients = new ServiceClients(shared, http);
    }

    /** The role that a profile names, with the credentials of the profile or source that it names. */
    AwsCredentialsProvider ofProfile(String name) {
        return ofProfile(name, new ArrayList<>());
    }

    /** The role of a pod, for which a file holds a token. */
    AwsCredentialsProvider ofWebIdentity(String role, String tokenFile, Optional<String> sessionName) {
        return StsAssumeRoleWithWebIdentityCredentialsProvider.builder()
                .stsClient(sts(AnonymousCredentialsProvider.create()))
                .refreshRequest(() -> AssumeRoleWithWebIdentityRequest.builder()
                        .roleArn(role)
                        .roleSessionName(sessionName.orElse(SESSION_NAME))
                        .webIdentityToken(token(tokenFile))
                        .build())
                .build();
    }

    private AwsCredentialsProvider ofProfile(String name, List<String> visited) {
        if (visited.contains(name)) {
            throw wrong(name, "source_profile leads back to this profile through " + String.join(", ", visited));
        }
        visited.add(name);
        Profile profile = shared.file()
                .profile(name)
                .orElseThrow(() -> CommandException.general(
                        name + ": no such profile, but it is the source_profile of " + visited.getFirst()
                                + "; correct it",
                        null));
        Optional<String> role = profile.property("role_arn");
        if (role.isEmpty()) {
            return own(name);
        }
        Optional<String> token = profile.property("web_identity_token_file");
        if (token.isPresent()) {
            return ofWebIdentity(role.get(), token.get(), profile.property("role_session_name"));
        }
        if (profile.property("mfa_serial").isPresent()) {
            throw wrong(name, "mfa_serial needs a code, and this command never prompts; use another profile");
        }
        return assumed(role.get(), profile, source(name, profile, visited));
    }

    private AwsCredentialsProvider source(String name, Profile profile, List<String> visited) {
        Optional<String> source = profile.property("source_profile");
        if (source.isPresent()) {
            return source.get().equals(name) ? own(name) : ofProfile(source.get(), visited);
        }
        String word = profile.property("credential_source")
                .orElseThrow(() -> wrong(name, "role_arn needs a source_profile or a credential_source; add one"));
        return switch (word) {
            case "Environment" ->
                Credentials.environment(shared)
                        .orElseThrow(() -> wrong(
                                name,
                                "credential_source is Environment, which has no credentials; set AWS_ACCESS_KEY_ID"))
                        .provider();
            case "EcsContainer" -> ContainerCredentialsProvider.builder().build();
            case "Ec2InstanceMetadata" -> InstanceProfileCredentialsProvider.create();
            default ->
                throw wrong(
                        name,
                        "credential_source is " + word
                                + "; it must be Environment, EcsContainer or Ec2InstanceMetadata");
        };
    }

    /** Returns the credentials of a profile itself, whatever role it names. */
    AwsCredentialsProvider own(String name) {
        return SsoProfile.of(shared.file(), name).map(this::signedIn).orElseGet(() -> ofSdk(name));
    }

    /** Returns the credentials of a profile that signs in through IAM Identity Center. */
    AwsCredentialsProvider signedIn(SsoProfile profile) {
        return new SsoCredentials(
                profile,
                new TokenCache(surroundings.path("~/.aws/sso/cache")),
                new CommandSso(clients),
                InstantSource.system());
    }

    private AwsCredentialsProvider ofSdk(String name) {
        return ProfileCredentialsProvider.builder()
                .profileFile(shared.file())
                .profileName(name)
                .build();
    }

    private AwsCredentialsProvider assumed(String role, Profile profile, AwsCredentialsProvider source) {
        AssumeRoleRequest.Builder request = AssumeRoleRequest.builder()
                .roleArn(role)
                .roleSessionName(profile.property("role_session_name").orElse(SESSION_NAME));
        profile.property("external_id").ifPresent(request::externalId);
        profile.property("duration_seconds").map(Integer::valueOf).ifPresent(request::durationSeconds);
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts(source))
                .refreshRequest(request.build())
                .build();
    }

    private StsClient sts(AwsCredentialsProvider credentials) {
        return clients.client(StsClient.builder(), "sts", region, credentials);
    }

    private String token(String file) {
        try {
            return Files.readString(surroundings.path(file)).strip();
        } catch (IOException e) {
            throw CommandException.general(file + ": the web identity token cannot be read: " + e, e);
        }
    }

    private static CommandException wrong(String profile, String reason) {
        return CommandException.general("profile " + profile + ": " + reason, null);
    }
}
