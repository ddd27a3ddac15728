package io.github.bedrockbatch.job;

/** What one look at a job means. */
public sealed interface Observation {
    /** Nothing that was not known. */
    record Unchanged() implements Observation {}

    /** The answer is older than what is known: to be dropped and counted. */
    record Stale() implements Observation {}

    /** The job is new and has just been submitted, or was already so before it was watched: a row, no transition. */
    record Baseline(Job job) implements Observation {}

    /** The same status with newer details. */
    record Refreshed(Job job) implements Observation {}

    /** Another status. */
    record Changed(Job job, Transition transition) implements Observation {}
}
