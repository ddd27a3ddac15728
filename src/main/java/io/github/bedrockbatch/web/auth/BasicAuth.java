package io.github.bedrockbatch.web.auth;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Checks users against the bcrypt hashes of their passwords. A correct password is remembered, so that a scrape costs no bcrypt. A wrong
 * one takes as long whether the user exists or not, if all hashes have the same cost. One bcrypt runs at a time, so that an attacker who
 * tries passwords uses at most one processor. It runs on a platform thread, because a virtual thread that computes would delay all others
 * where there is one processor. Thread-safe.
 */
public final class BasicAuth {
    /** What bcrypt takes of a password. Go's bcrypt, like most, ignores the rest when it compares. */
    private static final int MAX_PASSWORD = 72;

    private static final int MAX_WAIT_SECONDS = 5;
    /** Of nobody's password; its cost is put in. */
    private static final String DUMMY = "$2y$%s$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi";

    private static final int IDLE_SECONDS = 30;

    private final Map<String, String> hashes;
    private final String dummy;
    private final RightPasswords remembered;
    private final Semaphore turns = new Semaphore(1, true);
    /** Of these hashes alone: a hash whose cost is too high can be replaced while it is computed. */
    private final ExecutorService checks = new ThreadPoolExecutor(
            0,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("passwords").factory());

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
            return check(login, hash);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Verdict.BUSY;
        }
    }

    /** Checks in a turn, which ends with the check even if nobody waits for that any more. */
    private Verdict check(Login login, @Nullable String hash) throws InterruptedException {
        Future<Boolean> right = checks.submit(() -> {
            try {
                return matches(login.password(), hash == null ? dummy : hash);
            } finally {
                turns.release();
            }
        });
        try {
            if (!right.get() || hash == null) {
                return Verdict.REFUSED;
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        remembered.add(login, hash);
        return Verdict.ALLOWED;
    }

    private static boolean matches(byte[] password, String hash) {
        // The first version's hashes are those of 2a, as with Go.
        String known = hash.startsWith("$2$") ? "$2a$" + hash.substring("$2$".length()) : hash;
        byte[] taken = Arrays.copyOf(password, Math.min(password.length, MAX_PASSWORD));
        return BCrypt.verifyer(BCrypt.Version.VERSION_2A, LongPasswordStrategies.none())
                .verify(taken, known.getBytes(StandardCharsets.US_ASCII))
                .verified;
    }
}
