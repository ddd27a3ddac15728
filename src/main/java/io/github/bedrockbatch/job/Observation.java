package io.github.bedrockbatch.job;

/** What one answer about a job means. */
public sealed interface Observation {
    /** The answer has nothing new. */
    record Unchanged() implements Observation {}

    /** The answer is older than what is known. It is dropped and counted. */
    record Stale() implements Observation {}

    /** The job is new and has just been submitted, or was already so before it was watched: a row, no transition. */
    record Baseline(Job job) implements Observation {}

    /** The same status with newer details. */
    record Refreshed(Job job) implements Observation {}

    /** Another status. */
    record Changed(Job job, Transition transition) implements Observation {}
}
