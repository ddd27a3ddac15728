package io.github.bedrockbatch.sso;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The folder in which the AWS CLI, and every other tool of AWS, keeps the tokens of sign-ins: a file each, named after the SHA-1 of the
 * session or start URL. Keeps what cannot be written there, as to a folder that is mounted read-only. Thread-safe.
 */
public final class TokenCache {
    private final Path directory;
    /** Tokens by their names. */
    private final Map<String, SsoToken> unwritten = new ConcurrentHashMap<>();

    public TokenCache(Path directory) {
        this.directory = directory;
    }

    /** Returns the cache of the user whose environment it is. */
    public static TokenCache of(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", System.getProperty("user.home", ""));
        return new TokenCache(Path.of(home, ".aws", "sso", "cache"));
    }

    /**
     * Returns the newest token of a profile.
     *
     * @throws SsoException if none is cached, or none that can be read
     */
    SsoToken read(SsoProfile profile) {
        SsoToken cached = cached(profile);
        SsoToken own = unwritten.get(profile.tokenName());
        return own != null && own.expiresAt().isAfter(cached.expiresAt()) ? own : cached;
    }

    /** Returns the file of a profile's token as it is, to tell whether it changes; empty if it cannot be read. */
    Optional<ByteBuffer> content(SsoProfile profile) {
        try {
            return Optional.of(ByteBuffer.wrap(Files.readAllBytes(file(profile))));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private SsoToken cached(SsoProfile profile) {
        Path file = file(profile);
        try {
            return SsoToken.parse(Files.readAllBytes(file)).orElseThrow(() -> unusable(profile, "is invalid"));
        } catch (NoSuchFileException e) {
            throw unusable(profile, "does not exist");
        } catch (IOException e) {
            throw unusable(profile, "cannot be read: " + e);
        }
    }

    /** Writes a token, or keeps it for as long as this lives. */
    void keep(SsoProfile profile, SsoToken token) {
        try {
            write(profile, token);
            unwritten.remove(profile.tokenName());
        } catch (IOException e) {
            unwritten.put(profile.tokenName(), token);
        }
    }

    /** Writes a token in one step, because other tools read it at any time. Only the owner may read it. */
    private void write(SsoProfile profile, SsoToken token) throws IOException {
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
