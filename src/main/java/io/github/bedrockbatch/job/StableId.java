package io.github.bedrockbatch.job;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes ids that are the same in every process, of what they identify. */
public final class StableId {
    private static final int BYTES = 16;

    private StableId() {}

    /** Returns 32 hexadecimal digits of the SHA-256 of the parts, joined by a vertical bar. */
    public static String of(String... parts) {
        byte[] identity = String.join("|", parts).getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(identity), 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing, which every Java platform must have", e);
        }
    }
}
