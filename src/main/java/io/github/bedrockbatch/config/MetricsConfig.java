package io.github.bedrockbatch.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;

/**
 * What /metrics shows: {@code metrics}.
 *
 * @param statusSeries {@code metrics.status_series}
 * @param tagLabels {@code metrics.tag_labels}: the keys of the tags that become labels
 */
public record MetricsConfig(StatusSeries statusSeries, List<String> tagLabels) {
    private static final Pattern NO_PART_OF_A_LABEL = Pattern.compile("[^a-zA-Z0-9_]");

    /** Copies the list. */
    public MetricsConfig {
        tagLabels = List.copyOf(tagLabels);
    }

    /** Returns the keys of {@code tag_labels} by the names of their labels, in their order. The reader refuses two that have one name. */
    public SequencedMap<String, String> keysByLabel() {
        SequencedMap<String, String> keys = new LinkedHashMap<>();
        tagLabels.forEach(key -> keys.put(labelName(key), key));
        return keys;
    }

    /** Returns the name of a tag's label. A character that no label may have becomes an underscore. */
    static String labelName(String key) {
        return "tag_" + NO_PART_OF_A_LABEL.matcher(key).replaceAll("_");
    }

    /** Which series {@code bedrock_batch_job_status} has for a job. */
    public enum StatusSeries {
        /** 0 or 1 for every status. */
        FULL,
        /** Only the current one. */
        SPARSE
    }
}
