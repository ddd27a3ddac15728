package io.github.bedrockbatch.metrics;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.JobStatus.Unknown;
import io.github.bedrockbatch.journal.TrackedJob;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A job's row with the labels of its series, which cost most of a scrape and are made once for each version of the row.
 *
 * @param status the labels of its status series: one for each of {@link #STATUSES}, or only the present one
 */
record JobSeries(TrackedJob row, Labels plain, Labels info, Labels lookup, List<Labels> status) {
    /** The values of status labels: AWS's words, and the one for all others. */
    static final List<String> STATUSES = Stream.concat(
                    Arrays.stream(Known.values()).map(Known::label), Stream.of(Unknown.LABEL))
            .toList();

    static JobSeries of(TrackedJob row, boolean sparseStatus) {
        JobArn arn = row.arn();
        String name = row.job().snapshot().name();
        Labels plain = Metric.JOB_SUBMIT.labels(arn.accountId(), arn.region(), arn.jobId(), name);
        Labels info = Metric.JOB_INFO.labels(
                arn.accountId(),
                arn.region(),
                arn.jobId(),
                name,
                arn.value(),
                row.job().snapshot().modelId(),
                row.origin().label());
        Stream<String> words = sparseStatus ? Stream.of(row.job().status().label()) : STATUSES.stream();
        List<Labels> status = words.map(word -> plain.add("status", word)).toList();
        return new JobSeries(row, plain, info, lookup(arn), status);
    }

    static Labels lookup(JobArn arn) {
        return Metric.JOB_LOOKUP_SUCCESS.labels(arn.accountId(), arn.region(), arn.jobId());
    }

    /** Returns what tells its series from any other job's. */
    static String key(JobArn arn) {
        return arn.accountId() + "/" + arn.region() + "/" + arn.jobId();
    }

    JobStatus jobStatus() {
        return row.job().status();
    }
}
