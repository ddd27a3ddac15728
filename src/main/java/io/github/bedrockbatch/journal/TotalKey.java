package io.github.bedrockbatch.journal;

import io.github.bedrockbatch.job.Target;

/**
 * One number that the journal adds up to.
 *
 * @param first its first label's value, or empty
 * @param second its second label's value or, of a histogram, the index of the bucket; or empty
 */
public record TotalKey(Total total, Target target, String first, String second) {
    /** Returns this key for another model. */
    TotalKey withModel(String model) {
        return new TotalKey(total, target, model, second);
    }
}
