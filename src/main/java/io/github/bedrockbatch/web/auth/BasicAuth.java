package io.github.bedrockbatch.web.auth;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Users and the bcrypt hashes of their passwords. A password that was right is remembered, so that a scrape costs no bcrypt. One that is
 * wrong takes as long whether the user exists or not. One bcrypt runs at a time, so that whoever tries passwords takes no more than one
 * processor. Thread-safe.
 */
public final class BasicAuth {
    /** What bcrypt takes of a password. Go's bcrypt, like most, ignores the rest when it compares. */
    private static final int MAX_PASSWORD = 72;

    private static final int MAX_WAIT_SECONDS = 5;
    /** Of nobody's password; its cost is put in. */
    private static final String DUMMY = "$2y$%s$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi";

    private final Map<String, String> hashes;
    private final String dummy;
    private final RightPasswords remembered;
    private final Semaphore turns = new Semaphore(1, true);

    /** What a request's login is worth. */
    public enum Verdict {
        ALLOWED,
        REFUSED,
        /** Too many passwords are checked before this one. */
        BUSY
    }

    /** @param hashes of the users, at least one */
    public BasicAuth(Map<String, String> hashes) {
        this(hashes, new RightPasswords());
    }

    BasicAuth(Map<String, String> hashes, RightPasswords remembered) {
        this.hashes = Map.copyOf(hashes);
        this.dummy = DUMMY.replace("%s", highestCost(hashes));
        this.remembered = remembered;
    }

    /** Returns the same for other hashes. What was right with a hash that stays is still remembered. */
    public BasicAuth with(Map<String, String> others) {
        return new BasicAuth(others, remembered);
    }

    private static String highestCost(Map<String, String> hashes) {
        return hashes.values().stream()
                .map(hash -> hash.substring(hash.indexOf('$', 1) + 1).substring(0, 2))
                .max(String::compareTo)
                .orElse("10");
    }

    /** Judges the Authorization header of a request, which it may lack. */
    public Verdict judge(@Nullable String header) {
        return Login.parse(header).map(this::judge).orElse(Verdict.REFUSED);
    }

    private Verdict judge(Login login) {
        String hash = hashes.get(login.user());
        if (hash != null && remembered.contains(login, hash)) {
            return Verdict.ALLOWED;
        }
        try {
            if (!turns.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
                return Verdict.BUSY;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Verdict.BUSY;
        }
        try {
            return check(login, hash);
        } finally {
            turns.release();
        }
    }

    private Verdict check(Login login, @Nullable String hash) {
        boolean right = matches(login.password(), hash == null ? dummy : hash);
        if (hash == null || !right) {
            return Verdict.REFUSED;
        }
        remembered.add(login, hash);
        return Verdict.ALLOWED;
    }

    private static boolean matches(byte[] password, String hash) {
        byte[] taken = Arrays.copyOf(password, Math.min(password.length, MAX_PASSWORD));
        return BCrypt.verifyer(BCrypt.Version.VERSION_2A, LongPasswordStrategies.none())
                .verify(taken, hash.getBytes(StandardCharsets.US_ASCII))
                .verified;
    }
}
