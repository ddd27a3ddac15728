package io.github.bedrockbatch.store;

import java.io.IOException;
import java.io.Serial;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong at one of the calls that a test makes of a store, and at none after it. On threads other than the one that
 * made the mishap, which read as often as they please, no call that only reads is a point.
 */
public final class Mishap {
    private final Thread main = Thread.currentThread();
    private final Kind kind;
    private final int point;
    private int calls;
    private boolean suspended;
    private volatile boolean happened;
    private volatile boolean dead;

    /** What is called. */
    enum Call {
        READ,
        CHANGE,
        COMMIT
    }

    /** How a call goes wrong. */
    public enum Kind {
        /** It is not made and fails. */
        FAILS(EnumSet.allOf(Call.class)),
        /** It is not made and fails, and the database has rolled back by itself, as on a full disk. */
        FAILS_AND_ROLLS_BACK(EnumSet.of(Call.COMMIT)),
        /** It is made and fails all the same. */
        FAILS_AFTERWARDS(EnumSet.of(Call.COMMIT)),
        /** It is not made, nor is anything after it: the process is dead. */
        DIES(EnumSet.of(Call.CHANGE, Call.COMMIT));

        private final Set<Call> calls;

        Kind(Set<Call> calls) {
            this.calls = calls;
        }
    }

    /** Thrown where a process would be no more. */
    public static final class ProcessDied extends Error {
        @Serial
        private static final long serialVersionUID = 1L;
    }

    /** A mishap at a call of that number, from 1. */
    public Mishap(Kind kind, int point) {
        this.kind = kind;
        this.point = point;
    }

    /** No mishap: it only counts the points at which one of a kind could happen. */
    public static Mishap none(Kind kind) {
        return new Mishap(kind, 0);
    }

    /** How many points there were so far. */
    public synchronized int points() {
        return calls;
    }

    /** Whether it will never happen. */
    public boolean isNone() {
        return point == 0;
    }

    /** Whether it has happened. */
    public boolean happened() {
        return happened;
    }

    /** Whether the process has died of it. */
    public boolean died() {
        return dead;
    }

    /** Lets the next process live. */
    public void bury() {
        dead = false;
    }

    /** Does something during which nothing goes wrong. */
    public void suspend(Runnable action) {
        suspended = true;
        action.run();
        suspended = false;
    }

    /** Precedes a write that goes elsewhere than to the store, and can be the point as well. */
    public void beforeWrite() throws IOException {
        if (befalls(Call.CHANGE) != null) {
            throw new IOException("a mishap befell the output");
        }
    }

    /** How the call that is about to be made goes wrong; null: not at all. */
    synchronized @Nullable Kind befalls(Call call) {
        live();
        boolean counts = kind.calls.contains(call) && (call != Call.READ || Thread.currentThread() == main);
        if (suspended || !counts || ++calls != point) {
            return null;
        }
        happened = true;
        dead = kind == Kind.DIES;
        live();
        return kind;
    }

    /** Makes sure that the process is alive. */
    void live() {
        if (dead) {
            throw new ProcessDied();
        }
    }

    @Override
    public String toString() {
        return kind + " at point " + point;
    }
}
