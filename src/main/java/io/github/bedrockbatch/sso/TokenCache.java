package io.github.bedrockbatch.sso;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * The folder in which the AWS CLI, and every other tool of AWS, keeps the tokens of sign-ins: a file each, named after the SHA-1 of the
 * session or start URL.
 */
public record TokenCache(Path directory) {
    /** Returns the cache of the user whose environment it is. */
    public static TokenCache of(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
        return new TokenCache(Path.of(home, ".aws", "sso", "cache"));
    }

    /** @throws SsoException if the profile has no token, or none that can be read */
    SsoToken read(SsoProfile profile) {
        Path file = file(profile);
        try {
            return SsoToken.parse(Files.readAllBytes(file)).orElseThrow(() -> unusable(profile, "is invalid"));
        } catch (NoSuchFileException e) {
            throw unusable(profile, "does not exist");
        } catch (IOException e) {
            throw unusable(profile, "cannot be read: " + e);
        }
    }

    /** Writes a token in one step, because other tools read it at any time. Only the owner may read it. */
    void write(SsoProfile profile, SsoToken token) throws IOException {
        Path next = Files.createTempFile(directory, "token", ".tmp");
        try {
            Files.write(next, token.bytes());
            Files.move(next, file(profile), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private Path file(SsoProfile profile) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] digest = sha1.digest(profile.tokenName().getBytes(StandardCharsets.UTF_8));
            return directory.resolve(HexFormat.of().formatHex(digest) + ".json");
        } catch (NoSuchAlgorithmException e) {
            throw SsoException.configuration(
                    profile.name(), "SSO tokens are cached under names of SHA-1, which this Java does not have");
        }
    }

    private static SsoException unusable(SsoProfile profile, String reason) {
        return SsoException.login(
                profile.name(), "Error loading SSO Token: Token for " + profile.tokenName() + " " + reason);
    }
}
