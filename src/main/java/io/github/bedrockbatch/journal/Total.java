package io.github.bedrockbatch.journal;

import io.github.bedrockbatch.job.Target;

/** What is added up over the journal. Sums of durations are whole milliseconds, so that they are exact in any order. */
public enum Total {
    /** Transitions by (from, to). */
    TRANSITIONS,
    /** Finished jobs by (status, bucket): submit to end. */
    DURATION_BUCKET,
    /** Milliseconds by (status, ""). */
    DURATION_MILLIS,
    /** Jobs by ("", bucket): submit to InProgress. */
    QUEUE_BUCKET,
    /** Milliseconds by ("", ""). */
    QUEUE_MILLIS,
    /** Transitions by ("", bucket): change to sighting. */
    DETECTION_BUCKET,
    /** Milliseconds by ("", ""). */
    DETECTION_MILLIS,
    /** Records of settled jobs by (model id, "success" or "error"). */
    RECORDS(true),
    /** Tokens of jobs whose output manifest was read, by (model id, "input" or "output"). */
    TOKENS(true);

    private final boolean byModel;

    /**
     * One number that the journal adds up to.
     *
     * @param first its first label's value, or empty
     * @param second its second label's value or, of a histogram, the index of the bucket; or empty
     */
    public record Key(Total total, Target target, String first, String second) {
        /** Returns this key for another model. */
        Key withModel(String model) {
            return new Key(total, target, model, second);
        }
    }

    Total() {
        this(false);
    }

    Total(boolean byModel) {
        this.byModel = byModel;
    }

    /** Returns whether its first label is the id of a model. */
    public boolean isByModel() {
        return byModel;
    }
}
