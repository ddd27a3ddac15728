package io.github.bedrockbatch.web.page;

import io.github.bedrockbatch.config.Quoted;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.JobStatus.Unknown;

/**
 * A status as a page shows it: by its word, and by a colour besides.
 *
 * @param word as AWS spells it
 * @param style the class of its colour
 */
public record StatusBadge(String word, String style) {
    static StatusBadge of(JobStatus status) {
        return switch (status) {
            case Known known -> new StatusBadge(known.word(), style(known));
            case Unknown unknown -> new StatusBadge(Quoted.visible(unknown.word()), "warn");
        };
    }

    private static String style(Known status) {
        return switch (status) {
            case SUBMITTED, VALIDATING, SCHEDULED -> "wait";
            case IN_PROGRESS, STOPPING -> "run";
            case COMPLETED -> "good";
            case PARTIALLY_COMPLETED, STOPPED -> "warn";
            case FAILED, EXPIRED -> "bad";
        };
    }
}
