package io.github.bedrockbatch.store;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong at one of the calls that a test makes of a store, and at none after it. Of the thread that made the
 * mishap all calls can be its point, or all changes; of other threads, which read as often as they please, all changes.
 */
public final class Mishap {
    private final Thread main = Thread.currentThread();
    private final Kind kind;
    private final int point;
    private int calls;
    private boolean suspended;
    private volatile boolean happened;
    private volatile boolean dead;

    /** How a call goes wrong. */
    public enum Kind {
        /** It is not made and fails; also a call that only reads. */
        FAILS,
        /** It is not made and fails, and the database has rolled back by itself, as on a full disk. */
        FAILS_AND_ROLLS_BACK,
        /** It is made and fails all the same. */
        FAILS_AFTERWARDS,
        /** It is not made, nor is anything after it: the process is dead. */
        DIES
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

    /** How the call that is about to be made goes wrong; null: not at all. */
    synchronized @Nullable Kind befalls(boolean change) {
        live();
        boolean counts = change || (kind == Kind.FAILS && Thread.currentThread() == main);
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
