package io.github.bedrockbatch.awscli;

import io.github.bedrockbatch.sso.SsoProfile;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Decides where credentials come from, in the AWS CLI's order. The first source that is configured must work. */
final class Credentials {
    private final SharedConfiguration shared;
    private final AssumedRoles roles;

    Credentials(SharedConfiguration shared, AssumedRoles roles) {
        this.shared = shared;
        this.roles = roles;
    }

    /**
     * The source, with a word for it that tells no secret.
     *
     * @param name such as {@code environment}
     * @param operation of STS that gives them, if one does
     * @param isLastResort whether it was only tried because there was nothing else
     */
    record Source(String name, String operation, boolean isLastResort, AwsCredentialsProvider provider) {
        Source(String name, AwsCredentialsProvider provider) {
            this(name, "AssumeRole", false, provider);
        }
    }

    /** @throws CommandException if there is none */
    Source find() {
        return bearerToken()
                .or(() -> shared.isExplicit() ? Optional.empty() : environment(shared))
                .or(this::roleOfProfile)
                .or(this::webIdentity)
                .or(this::signedIn)
                .or(this::profile)
                .or(this::container)
                .or(this::instance)
                .orElseThrow(Credentials::none);
    }

    static Source anonymous() {
        return new Source("none (unsigned)", AnonymousCredentialsProvider.create());
    }

    static CommandException none() {
        return CommandException.configuration(
                "NoCredentials",
                "Unable to locate credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, name a profile that has"
                        + " credentials, or give this machine or pod a role");
    }

    /** The SDK itself takes the token from the environment and signs nothing. */
    private Optional<Source> bearerToken() {
        return shared.variable("AWS_BEARER_TOKEN_BEDROCK")
                .map(token ->
                        new Source("bearer token (AWS_BEARER_TOKEN_BEDROCK)", AnonymousCredentialsProvider.create()));
    }

    static Optional<Source> environment(SharedConfiguration shared) {
        return shared.variable("AWS_ACCESS_KEY_ID").map(id -> {
            String secret = shared.variable("AWS_SECRET_ACCESS_KEY")
                    .orElseThrow(() -> CommandException.general(
                            "AWS_SECRET_ACCESS_KEY: must be set, because AWS_ACCESS_KEY_ID is; set both or neither",
                            null));
            return new Source(
                    "environment (AWS_ACCESS_KEY_ID)",
                    StaticCredentialsProvider.create(shared.variable("AWS_SESSION_TOKEN")
                            .<AwsCredentials>map(token -> AwsSessionCredentials.create(id, secret, token))
                            .orElseGet(() -> AwsBasicCredentials.create(id, secret))));
        });
    }

    private Optional<Source> roleOfProfile() {
        return shared.property("role_arn")
                .map(role -> new Source(
                        "profile " + shared.profileName() + " (assumes " + role + ")",
                        roles.ofProfile(shared.profileName())));
    }

    private Optional<Source> webIdentity() {
        if (shared.isExplicit()) {
            return Optional.empty();
        }
        return shared.variable("AWS_WEB_IDENTITY_TOKEN_FILE")
                .flatMap(token -> shared.variable("AWS_ROLE_ARN")
                        .map(role -> new Source(
                                "web identity (assumes " + role + ")",
                                "AssumeRoleWithWebIdentity",
                                false,
                                roles.ofWebIdentity(role, token, shared.variable("AWS_ROLE_SESSION_NAME")))));
    }

    private Optional<Source> signedIn() {
        return SsoProfile.of(shared.file(), shared.profileName())
                .map(profile -> new Source("profile " + profile.name() + " (signs in)", roles.signedIn(profile)));
    }

    private Optional<Source> profile() {
        boolean has = shared.property("aws_access_key_id")
                .or(() -> shared.property("credential_process"))
                .or(() -> shared.property("login_session"))
                .isPresent();
        return has
                ? Optional.of(new Source("profile " + shared.profileName(), roles.own(shared.profileName())))
                : Optional.empty();
    }

    private Optional<Source> container() {
        return shared.variable("AWS_CONTAINER_CREDENTIALS_FULL_URI")
                .or(() -> shared.variable("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"))
                .map(uri -> new Source(
                        "container", ContainerCredentialsProvider.builder().build()));
    }

    private Optional<Source> instance() {
        return InstanceMetadata.isDisabled(shared)
                ? Optional.empty()
                : Optional.of(new Source("instance metadata", "", true, InstanceProfileCredentialsProvider.create()));
    }
}
