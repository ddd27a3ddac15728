package io.github.bedrockbatch.web.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The logins that were right last, as keyed digests: what memory holds of a password is of no use elsewhere. Thread-safe. */
final class RightPasswords {
    private static final int MAX_REMEMBERED = 100;
    private static final String ALGORITHM = "HmacSHA256";
    private static final int KEY_LENGTH = 32;

    private final SecretKeySpec key;
    private final Set<ByteBuffer> digests = Collections.newSetFromMap(new LinkedHashMap<>(16, 0.75F, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Boolean> eldest) {
            return size() > MAX_REMEMBERED;
        }
    });

    RightPasswords() {
        byte[] random = new byte[KEY_LENGTH];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, ALGORITHM);
    }

    /** Returns whether a login was right with this hash. */
    boolean contains(Login login, String hash) {
        ByteBuffer digest = digest(login, hash);
        synchronized (digests) {
            // What is added again becomes the youngest.
            return digests.contains(digest) && !digests.add(digest);
        }
    }

    void add(Login login, String hash) {
        ByteBuffer digest = digest(login, hash);
        synchronized (digests) {
            digests.add(digest);
        }
    }

    private ByteBuffer digest(Login login, String hash) {
        byte[] user = login.user().getBytes(StandardCharsets.UTF_8);
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(user.length).flip());
            mac.update(user);
            mac.update(hash.getBytes(StandardCharsets.US_ASCII));
            return ByteBuffer.wrap(mac.doFinal(login.password()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
