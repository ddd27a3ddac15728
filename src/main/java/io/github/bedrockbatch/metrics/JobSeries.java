package io.github.bedrockbatch.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Which series jobs have, by the configuration.
 *
 * @param sparseStatus whether only the present status of a job has a series, instead of 0 or 1 for every status
 * @param tagLabels the keys of the tags that are shown by the names of their labels, in their order
 * @param tokens whether manifests are read, so that the tokens of a model are counted from the first sight of its jobs on
 */
public record JobSeries(boolean sparseStatus, SequencedMap<String, String> tagLabels, boolean tokens) {
    public JobSeries {
        tagLabels = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tagLabels));
    }

    /** Makes one without tags and without manifests. */
    public JobSeries(boolean sparseStatus) {
        this(sparseStatus, new LinkedHashMap<>(), false);
    }
}
