package io.github.bedrockbatch.metrics;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.metrics.JobFamilies.ShownJob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The samples of the families about single jobs, in columns: each job is read once, and a family is written by going through a
 * few arrays. A line for a sample is the same in Prometheus' text format and in OpenMetrics.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition formats</a>
 */
final class JobTable {
    private static final int TYPICAL_LABELS = 128;
    private static final int TYPICAL_DESCRIPTION = 256;
    private static final int TYPICAL_END = 32;
    private static final byte[] END = bytes("} ");
    private static final TextColumn PLAIN_END = column(List.of("} "));
    private static final TextColumn STATUS_ENDS = column(JobFamilies.STATUSES.stream()
            .map(status -> ",status=\"" + status + "\"} ")
            .toList());

    /** The names of labels, each as it stands before its value. */
    private static final byte[] ACCOUNT_ID = bytes("account_id=\"");

    private static final byte[] REGION = bytes(",region=\"");
    private static final byte[] JOB_ID = bytes(",job_id=\"");
    private static final byte[] JOB_NAME = bytes(",job_name=\"");
    private static final List<byte[]> OF_DESCRIPTION = Metric.JOB_INFO.furtherLabelNames().stream()
            .map(name -> bytes("," + name + "=\""))
            .toList();

    private final JobFamilies families;
    private final List<ShownJob> jobs;
    private final boolean sparseStatus;
    /** The labels of each job, then those of the lookups that failed of jobs without a row. */
    private final TextColumn labels;

    /** How many bytes of a job's labels come before its name. */
    private final int[] idLengths;

    private final byte[] statuses;
    private final boolean[] lookups;
    /** The values of each of {@link JobFamilies#GAUGES} that any job has, NaN where there is none. */
    private final double[] @Nullable [] gauges = new double[JobFamilies.GAUGES.size()][];

    JobTable(JobFamilies families) {
        this.families = families;
        jobs = families.jobs();
        int rows = jobs.size() + families.notFound().size();
        sparseStatus = families.sparseStatus();
        labels = new TextColumn(rows, TYPICAL_LABELS);
        idLengths = new int[rows];
        statuses = new byte[jobs.size()];
        lookups = new boolean[rows];
        for (int job = 0; job < jobs.size(); job++) {
            add(job, jobs.get(job));
        }
        for (int row = jobs.size(); row < rows; row++) {
            addId(row, families.notFound().get(row - jobs.size()));
            labels.end();
        }
    }

    private void add(int index, ShownJob job) {
        addId(index, job.row().arn());
        labels.appendLabel(JOB_NAME, job.row().job().snapshot().name());
        labels.end();
        statuses[index] = (byte) JobFamilies.STATUSES.indexOf(job.status());
        lookups[index] = job.lookedUp();
        for (int gauge = 0; gauge < gauges.length; gauge++) {
            double value = JobFamilies.GAUGES.get(gauge).value().applyAsDouble(job.row());
            if (!Double.isNaN(value)) {
                column(gauge)[index] = value;
            }
        }
    }

    private double[] column(int gauge) {
        double[] column = gauges[gauge];
        if (column == null) {
            column = new double[jobs.size()];
            Arrays.fill(column, Double.NaN);
            gauges[gauge] = column;
        }
        return column;
    }

    private void addId(int row, JobArn arn) {
        labels.appendLabel(ACCOUNT_ID, arn.accountId());
        labels.appendLabel(REGION, arn.region());
        labels.appendLabel(JOB_ID, arn.jobId());
        idLengths[row] = labels.pending();
    }

    /** Returns what the samples are of. */
    JobFamilies families() {
        return families;
    }

    /** Writes the families that are wanted, without what ends an exposition. */
    void writeTo(TextBuffer out, TextFormat format, Predicate<Metric> isWanted) throws IOException {
        FamilyWriter family = new FamilyWriter(out, format, isWanted);
        if (family.start(Metric.JOB_INFO)) {
            writeInfos(family);
        }
        if (family.start(Metric.JOB_STATUS)) {
            writeStatuses(family);
        }
        if (family.start(Metric.JOB_LOOKUP_SUCCESS)) {
            writeLookups(family);
        }
        for (int gauge = 0; gauge < gauges.length; gauge++) {
            double[] column = gauges[gauge];
            if (column != null && family.start(JobFamilies.GAUGES.get(gauge).metric())) {
                writeGauge(family, column);
            }
        }
    }

    private void writeInfos(FamilyWriter family) throws IOException {
        TextColumn description = new TextColumn(1, TYPICAL_DESCRIPTION);
        for (int job = 0; job < jobs.size(); job++) {
            List<String> values = jobs.get(job).description();
            description.clear();
            for (int i = 0; i < values.size(); i++) {
                description.appendLabel(OF_DESCRIPTION.get(i), values.get(i));
            }
            description.append(END);
            description.end();
            family.sample(labels, job, description, 0, 1);
        }
    }

    /** Goes from job to job, because labels that are repeated at once compress best. */
    private void writeStatuses(FamilyWriter family) throws IOException {
        for (int job = 0; job < statuses.length; job++) {
            for (int status = 0; status < JobFamilies.STATUSES.size(); status++) {
                boolean isPresent = statuses[job] == status;
                if (isPresent || !sparseStatus) {
                    family.sample(labels, job, STATUS_ENDS, status, isPresent ? 1 : 0);
                }
            }
        }
    }

    private void writeLookups(FamilyWriter family) throws IOException {
        for (int row = 0; row < lookups.length; row++) {
            family.sample(labels, row, idLengths[row], PLAIN_END, 0, lookups[row] ? 1 : 0);
        }
    }

    private void writeGauge(FamilyWriter family, double[] values) throws IOException {
        for (int job = 0; job < statuses.length; job++) {
            if (!Double.isNaN(values[job])) {
                family.sample(labels, job, PLAIN_END, 0, values[job]);
            }
        }
    }

    private static TextColumn column(List<String> texts) {
        TextColumn column = new TextColumn(texts.size(), TYPICAL_END);
        for (String text : texts) {
            column.append(bytes(text));
            column.end();
        }
        return column;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
