package io.github.bedrockbatch.config;

import java.util.List;

/**
 * What /metrics shows: {@code metrics}.
 *
 * @param statusSeries {@code metrics.status_series}
 * @param tagLabels {@code metrics.tag_labels}: the tags that become labels; not supported yet
 */
public record MetricsConfig(StatusSeries statusSeries, List<String> tagLabels) {
    /** Copies the list. */
    public MetricsConfig {
        tagLabels = List.copyOf(tagLabels);
    }

    /** Which series {@code bedrock_batch_job_status} has for a job. */
    public enum StatusSeries {
        /** 0 or 1 for every status. */
        FULL,
        /** Only the current one. */
        SPARSE
    }
}
