package io.github.bedrockbatch.sso.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A home directory with the files that {@code aws configure sso} and {@code aws sso login} leave. Profile {@code dev} has a session,
 * profile {@code old} has the older form, profile {@code role} assumes a role with {@code dev}'s credentials.
 */
public record SignIn(Path home) {
    public static final String CONFIG = """
            [sso-session corp]
            sso_start_url = https://corp.awsapps.com/start
            sso_region = eu-central-1
            sso_registration_scopes = sso:account:access
            [profile dev]
            sso_session = corp
            sso_account_id = 123456789012
            sso_role_name = ReadOnly
            region = us-east-1
            [profile old]
            sso_start_url = https://old.awsapps.com/start
            sso_region = eu-central-1
            sso_account_id = 123456789012
            sso_role_name = ReadOnly
            region = us-east-1
            [profile role]
            role_arn = arn:aws:iam::111111111111:role/bedrock-read
            source_profile = dev
            region = us-east-1
            """;

    /** The SHA-1 of {@code corp}, as {@code sha1sum} has it. */
    private static final String OF_SESSION = "ee0bfd2552fbd840c02cc48b6e823320543c450f";

    /** The SHA-1 of the start URL of profile {@code old}. */
    private static final String OF_START_URL = "33d5ca4bf3b1a62edb96b47f7c203034a43ac435";

    public SignIn {
        try {
            Files.createDirectories(home.resolve(".aws/sso/cache"));
            Files.writeString(home.resolve(".aws/config"), CONFIG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path config() {
        return home.resolve(".aws/config");
    }

    public Path cache() {
        return home.resolve(".aws/sso/cache");
    }

    /** Returns the file of the session's token. */
    public Path token() {
        return cache().resolve(OF_SESSION + ".json");
    }

    /** Returns the file of the older form's token. */
    public Path oldToken() {
        return cache().resolve(OF_START_URL + ".json");
    }

    /** Signs in, so that the token lasts until then. */
    public SignIn until(Instant end) throws IOException {
        return write("{\"startUrl\":\"https://corp.awsapps.com/start\",\"region\":\"eu-central-1\","
                + "\"accessToken\":\"token-1\",\"expiresAt\":\"" + end + "\"}");
    }

    /** Signs in so that the token can be renewed as well. */
    public SignIn renewable(Instant end, String refreshToken) throws IOException {
        return write("{\"accessToken\":\"token-1\",\"expiresAt\":\"" + end + "\",\"clientId\":\"id\","
                + "\"clientSecret\":\"s3cr3t-of-client\",\"refreshToken\":\"" + refreshToken
                + "\",\"registrationExpiresAt\":\"" + end.plusSeconds(86_400) + "\",\"other\":[1]}");
    }

    public SignIn write(String json) throws IOException {
        Files.writeString(token(), json);
        Files.writeString(oldToken(), json);
        return this;
    }
}
