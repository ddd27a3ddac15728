package io.github.bedrockbatch.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Which series a job has.
 *
 * @param sparseStatus whether only the present status of a job has a series, instead of 0 or 1 for every status
 * @param tagLabels the keys of the tags that are shown by the names of their labels, in their order
 */
public record JobSeries(boolean sparseStatus, SequencedMap<String, String> tagLabels) {
    public JobSeries {
        tagLabels = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tagLabels));
    }

    /** Makes one without tags. */
    public JobSeries(boolean sparseStatus) {
        this(sparseStatus, new LinkedHashMap<>());
    }
}
