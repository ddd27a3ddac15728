package io.github.bedrockbatch.journal;

import io.github.bedrockbatch.job.SharedText;
import io.github.bedrockbatch.job.Target;

/** What is added up over the journal. Sums of durations are whole milliseconds, so that they are exact in any order. */
public enum Total {
    /** Transitions by (from, to). */
    TRANSITIONS,
    /** Finished jobs of a model by (status, bucket): submit to end. */
    DURATION_BUCKET(true),
    /** Milliseconds of a model by (status, ""). */
    DURATION_MILLIS(true),
    /** Jobs of a model by ("", bucket): submit to InProgress. */
    QUEUE_BUCKET(true),
    /** Milliseconds of a model by ("", ""). It exists, at 0, from the first sight of a job of the model that has not ended. */
    QUEUE_MILLIS(true),
    /** Transitions by ("", bucket): change to sighting. */
    DETECTION_BUCKET,
    /** Milliseconds by ("", ""). */
    DETECTION_MILLIS,
    /** Records of settled jobs of a model by ("success" or "error", ""). */
    RECORDS(true),
    /** Tokens of jobs of a model whose output manifest was read, by ("input", "output", "cache_read" or "cache_write", ""). */
    TOKENS(true);

    private final boolean byModel;

    /**
     * One number that the journal adds up to. Its texts are shared with other keys, because there are many.
     *
     * @param model the id of the model, {@link Models#OTHER} or {@link Models#UNKNOWN}; empty for a total that has none
     * @param first its first label's value, or empty
     * @param second its second label's value or, of a histogram, the index of the bucket; or empty
     */
    public record Key(Total total, Target target, String model, String first, String second) {
        public Key {
            model = SharedText.of(model);
            first = SharedText.of(first);
            second = SharedText.of(second);
        }

        /** Returns this key for another model. */
        Key withModel(String other) {
            return new Key(total, target, other, first, second);
        }
    }

    Total() {
        this(false);
    }

    Total(boolean byModel) {
        this.byModel = byModel;
    }

    /** Returns whether it is counted by model. */
    public boolean isByModel() {
        return byModel;
    }
}
