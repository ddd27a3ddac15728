package io.github.bedrockbatch.metrics;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.journal.LookupStatus;
import io.github.bedrockbatch.journal.TrackedJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The samples of the families about the jobs of one target, in columns: each job is read once, and a family is written by going
 * through a few arrays, which can be done for many scrapes. A line for a sample is the same in Prometheus' text format and in
 * OpenMetrics. Immutable.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition formats</a>
 */
final class JobTable {
    private static final int TYPICAL_LABELS = 128;
    private static final int TYPICAL_DESCRIPTION = 192;
    private static final int TYPICAL_TAGS = 48;
    private static final int TYPICAL_END = 32;
    private static final int TYPICAL_NUMBER = 16;
    private static final byte[] INFO_END = bytes("} 1\n");
    /** The line ends of boolean samples: 0, then 1. */
    private static final TextColumn BOOLEAN_ENDS = column(Stream.of("} 0\n", "} 1\n"));
    /** The line ends of each status: 0, then 1. */
    private static final TextColumn STATUS_ENDS = column(JobFamilies.STATUSES.stream()
            .flatMap(status -> Stream.of("0", "1").map(value -> ",status=\"" + status + "\"} " + value + "\n")));

    /** The names of labels, each as it stands before its value. */
    private static final byte[] ACCOUNT_ID = bytes("account_id=\"");

    private static final byte[] REGION = bytes(",region=\"");
    private static final byte[] JOB_ID = bytes(",job_id=\"");
    private static final byte[] JOB_NAME = bytes(",job_name=\"");
    private static final List<byte[]> OF_DESCRIPTION = Metric.JOB_INFO.furtherLabelNames().stream()
            .map(name -> bytes("," + name + "=\""))
            .toList();

    private final List<TrackedJob> jobs;
    private final Map<String, LookupStatus> lastLookups;
    private final List<JobArn> notFound;
    private final JobSeries series;
    /** The labels of each job, then those of the lookups that failed of jobs without a row. */
    private final TextColumn labels;

    /** How many bytes of a row's labels come before the job's name. */
    private final int[] idLengths;

    /** The labels of each job that only its info has. */
    private final TextColumn descriptions;

    /** The labels of each job's tags; empty where these are not known. */
    private final TextColumn tags;

    private final byte[] statuses;
    private final boolean[] lookups;
    /** The values of each of {@link JobFamilies#GAUGES} for each job, as what ends its line; empty where there is none. */
    private final List<TextColumn> gauges;

    private final List<FamilySize> sizes;

    /**
     * Reads what there is of a target, which is at least one job or one failed lookup.
     *
     * @param lastLookups the last lookups of single jobs, by job id
     * @param notFound the jobs without a row whose last lookup failed
     * @param series which of them a job has
     */
    JobTable(List<TrackedJob> jobs, Map<String, LookupStatus> lastLookups, List<JobArn> notFound, JobSeries series) {
        this.jobs = jobs;
        this.lastLookups = lastLookups;
        this.notFound = notFound;
        this.series = series;
        int rows = jobs.size() + notFound.size();
        labels = new TextColumn(rows, TYPICAL_LABELS);
        idLengths = new int[rows];
        descriptions = new TextColumn(jobs.size(), TYPICAL_DESCRIPTION);
        tags = new TextColumn(jobs.size(), series.tagLabels().isEmpty() ? 0 : TYPICAL_TAGS);
        statuses = new byte[jobs.size()];
        lookups = new boolean[rows];
        gauges = JobFamilies.GAUGES.stream()
                .map(gauge -> new TextColumn(jobs.size(), TYPICAL_NUMBER))
                .toList();
        byte[] target = targetLabels(
                jobs.isEmpty() ? notFound.getFirst() : jobs.getFirst().arn());
        for (int job = 0; job < jobs.size(); job++) {
            TrackedJob row = jobs.get(job);
            addLabels(job, row.arn(), target);
            labels.appendLabel(JOB_NAME, row.job().snapshot().name());
            labels.end();
            addDescription(row);
            addTags(row);
            lookups[job] = isLookedUp(row, lastLookups);
            statuses[job] =
                    (byte) JobFamilies.STATUSES.indexOf(row.job().status().label());
            addValues(row);
        }
        for (int row = jobs.size(); row < rows; row++) {
            addLabels(row, notFound.get(row - jobs.size()), target);
            labels.end();
        }
        labels.trim();
        descriptions.trim();
        tags.trim();
        gauges.forEach(TextColumn::trim);
        sizes = IntStream.range(0, JobFamilies.METRICS.size())
                .mapToObj(this::measured)
                .toList();
    }

    /** Adds the labels of a job's id. Those of its target are the same in each row. */
    private void addLabels(int row, JobArn arn, byte[] target) {
        labels.append(target);
        labels.appendLabel(JOB_ID, arn.jobId());
        idLengths[row] = labels.pending();
    }

    private static byte[] targetLabels(JobArn arn) {
        TextColumn target = new TextColumn(1, TYPICAL_LABELS);
        target.appendLabel(ACCOUNT_ID, arn.accountId());
        target.appendLabel(REGION, arn.region());
        target.end();
        return target.bytes(0, target.length(0));
    }

    private void addDescription(TrackedJob row) {
        List<String> values = JobFamilies.description(row);
        for (int label = 0; label < values.size(); label++) {
            descriptions.appendLabel(OF_DESCRIPTION.get(label), values.get(label));
        }
        descriptions.append(INFO_END);
        descriptions.end();
    }

    private void addTags(TrackedJob row) {
        JobTags known = row.tags();
        if (known != null && !series.tagLabels().isEmpty()) {
            series.tagLabels().forEach((label, key) -> tags.appendLabel(bytes("," + label + "=\""), known.value(key)));
            tags.append(INFO_END);
        }
        tags.end();
    }

    private void addValues(TrackedJob row) {
        for (int gauge = 0; gauge < gauges.size(); gauge++) {
            double value = JobFamilies.GAUGES.get(gauge).value().applyAsDouble(row);
            TextColumn column = gauges.get(gauge);
            if (!Double.isNaN(value)) {
                column.append(bytes("} " + NumberText.of(value) + "\n"));
            }
            column.end();
        }
    }

    /** Returns whether a table made from these arguments would have the same samples. */
    boolean isOf(List<TrackedJob> rows, Map<String, LookupStatus> lookupsByJob, List<JobArn> notFoundJobs) {
        return jobs.equals(rows)
                && notFound.equals(notFoundJobs)
                && (lastLookups.equals(lookupsByJob) || saysTheSame(lookupsByJob));
    }

    private boolean saysTheSame(Map<String, LookupStatus> lookupsByJob) {
        return IntStream.range(0, jobs.size()).allMatch(job -> lookups[job] == isLookedUp(jobs.get(job), lookupsByJob));
    }

    private static boolean isLookedUp(TrackedJob row, Map<String, LookupStatus> lookupsByJob) {
        LookupStatus last = lookupsByJob.get(row.arn().jobId());
        return last == null || last.success();
    }

    /** Returns the jobs as objects. */
    Stream<JobFamilies.ShownJob> jobs() {
        return IntStream.range(0, jobs.size()).mapToObj(job -> new JobFamilies.ShownJob(jobs.get(job), lookups[job]));
    }

    /** Returns the jobs without a row whose last lookup failed. */
    List<JobArn> notFound() {
        return notFound;
    }

    /** Returns which series a job has. */
    JobSeries series() {
        return series;
    }

    /**
     * Writes the samples of a family.
     *
     * @param metric its place in {@link JobFamilies#METRICS}
     */
    void write(int metric, SampleWriter family) throws IOException {
        switch (JobFamilies.METRICS.get(metric)) {
            case JOB_INFO -> writeInfos(family);
            case JOB_TAGS -> writeEnds(family, tags);
            case JOB_STATUS -> writeStatuses(family);
            case JOB_LOOKUP_SUCCESS -> writeLookups(family);
            default -> writeEnds(family, gauges.get(metric - (JobFamilies.METRICS.size() - gauges.size())));
        }
    }

    /** Returns how much {@link #write} writes of a family. */
    FamilySize size(int metric) {
        return sizes.get(metric);
    }

    private FamilySize measured(int metric) {
        FamilySize.Counter counter = new FamilySize.Counter();
        try {
            write(metric, counter);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return counter.size();
    }

    private void writeInfos(SampleWriter family) throws IOException {
        for (int job = 0; job < statuses.length; job++) {
            family.sample(labels, job, descriptions, job);
        }
    }

    /** Goes from job to job, because labels that are repeated at once compress best. */
    private void writeStatuses(SampleWriter family) throws IOException {
        for (int job = 0; job < statuses.length; job++) {
            for (int status = 0; status < JobFamilies.STATUSES.size(); status++) {
                boolean isPresent = statuses[job] == status;
                if (isPresent || !series.sparseStatus()) {
                    family.sample(labels, job, STATUS_ENDS, 2 * status + (isPresent ? 1 : 0));
                }
            }
        }
    }

    private void writeLookups(SampleWriter family) throws IOException {
        for (int row = 0; row < lookups.length; row++) {
            family.sample(labels, row, idLengths[row], BOOLEAN_ENDS, lookups[row] ? 1 : 0);
        }
    }

    /** Writes a sample of each job that has one. */
    private void writeEnds(SampleWriter family, TextColumn values) throws IOException {
        for (int job = 0; job < statuses.length; job++) {
            if (values.length(job) > 0) {
                family.sample(labels, job, values, job);
            }
        }
    }

    private static TextColumn column(Stream<String> texts) {
        List<byte[]> all = texts.map(JobTable::bytes).toList();
        TextColumn column = new TextColumn(all.size(), TYPICAL_END);
        for (byte[] text : all) {
            column.append(text);
            column.end();
        }
        return column;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
