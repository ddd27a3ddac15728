package io.github.bedrockbatch.simulator;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How a scripted job ends, and on which way it gets there. */
public enum Outcome {
    COMPLETED("Completed", "Completed", 1.0),
    /** Completed, although records failed: only the counts show it. */
    COMPLETED_WITH_ERRORS("CompletedWithErrors", "Completed", 1.0),
    /** Out of time with some records left. */
    PARTIALLY_COMPLETED("PartiallyCompleted", "PartiallyCompleted", 0.6),
    /** Failed while Validating: bad input, or a permission is missing. */
    FAILED("Failed", "Failed", 0.0),
    FAILED_IN_PROGRESS("FailedInProgress", "Failed", 0.5),
    /** Stopped by someone while InProgress. */
    STOPPED("Stopped", "Stopped", 0.5),
    /** Expired while Scheduled: it did not begin in time. */
    EXPIRED("Expired", "Expired", 0.0);

    private final String word;
    private final String status;
    private final double share;

    Outcome(String word, String status, double share) {
        this.word = word;
        this.status = status;
        this.share = share;
    }

    /** The name of this outcome in a script. */
    public String word() {
        return word;
    }

    /** AWS's word for the terminal status. */
    public String status() {
        return status;
    }

    /** The share of the records that are processed in the end, 0 to 1. */
    double share() {
        return share;
    }

    /** The outcome that a script names. */
    public static Outcome of(String word) {
        return Arrays.stream(values())
                .filter(outcome -> outcome.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("\"" + word + "\": must be one of " + words()));
    }

    private static String words() {
        return Arrays.stream(values()).map(Outcome::word).collect(Collectors.joining(", "));
    }
}
