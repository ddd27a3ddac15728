package io.github.bedrockbatch.poll;

/** What became of a job that was to be looked at at once. */
public enum LookOutcome {
    /** It was seen, and what was new about it is recorded. */
    RECORDED,
    /** No watch covers it, or there is no such job: nothing is to be done. */
    IGNORED,
    /** It could not be seen now. */
    FAILED
}
