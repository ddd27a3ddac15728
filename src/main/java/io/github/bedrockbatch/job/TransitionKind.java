package io.github.bedrockbatch.job;

import java.util.Locale;

/** How a transition relates to the edges of the state machine. */
public enum TransitionKind {
    /** An edge: nothing was missed. */
    EXPECTED,
    /** A path of several edges: the job passed through statuses that no look caught. */
    SKIPPED,
    /** No path, or into a word that we don't know. */
    UNEXPECTED;

    /** Returns the word in logs and answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
