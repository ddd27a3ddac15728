package io.github.bedrockbatch.preflight;

import static java.util.Comparator.comparing;

import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.manifest.ManifestResult;
import io.github.bedrockbatch.manifest.ManifestResult.Cause;
import io.github.bedrockbatch.manifest.ManifestResult.Unread;
import io.github.bedrockbatch.manifest.ManifestSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The checks of the buckets in which a target's jobs leave their output manifests. */
record ManifestChecks(AwsAccess aws, Target target, Credentials credentials) {
    private static final String ACTION = "s3:GetObject";

    /** Manifests that are asked for in a bucket until one can be read: one may have been deleted. */
    private static final int MAX_ATTEMPTS = 3;

    /** Statuses in which a job has written its manifest. */
    private static final Set<Known> WRITTEN = Set.of(Known.COMPLETED, Known.PARTIALLY_COMPLETED);

    /** What was read, though it was no manifest: the caller was let in. */
    private static final Set<Cause> LET_IN = Set.of(Cause.MALFORMED, Cause.TOO_LARGE);

    /** Asks for one bucket after the other, until one does not answer. */
    void run(List<JobSnapshot> known, Rows rows) {
        Map<String, List<JobSnapshot>> buckets = new TreeMap<>();
        known.forEach(job -> aws.bucket(job)
                .ifPresent(bucket -> buckets.computeIfAbsent(bucket, absent -> new ArrayList<>())
                        .add(job)));
        if (buckets.isEmpty()) {
            rows.add(new Question(target.name(), ACTION, List.of())
                    .unknown("no watched job is known, so no output bucket is either"));
        }
        buckets.keySet().forEach(bucket -> rows.expect(question(bucket)));
        Optional<String> unanswered = Optional.empty();
        for (Map.Entry<String, List<JobSnapshot>> entry : buckets.entrySet()) {
            String bucket = entry.getKey();
            Check check = unanswered
                    .map(other -> question(bucket).notAsked("no answer about s3://" + other))
                    .orElseGet(() -> check(bucket, entry.getValue()));
            rows.add(check);
            if (check.result() == Result.FAILED) {
                unanswered = Optional.of(bucket);
            }
        }
    }

    private Check check(String bucket, List<JobSnapshot> jobs) {
        Question question = question(bucket);
        ManifestSource source = aws.manifestSource(target);
        Map<Cause, String> reasons = new EnumMap<>(Cause.class);
        for (JobSnapshot job : written(jobs)) {
            ManifestResult result = source.read(job, TargetChecks.TIMEOUT);
            if (!(result instanceof Unread(Cause cause, String reason)) || LET_IN.contains(cause)) {
                return question.allowed("manifest of job " + job.arn().jobId());
            }
            reasons.put(cause, reason);
            if (cause == Cause.ERROR) {
                break;
            }
        }
        return unread(question, reasons);
    }

    private static Check unread(Question question, Map<Cause, String> reasons) {
        String denied = reasons.get(Cause.DENIED);
        if (denied != null) {
            return question.denied(denied + ", which S3 also says of an absent object without s3:ListBucket");
        }
        String failed = reasons.get(Cause.ERROR);
        if (failed != null) {
            return question.failed(failed);
        }
        return question.unknown(reasons.getOrDefault(Cause.ABSENT, "no job has written a manifest there yet"));
    }

    private static List<JobSnapshot> written(List<JobSnapshot> jobs) {
        return jobs.stream()
                .filter(job -> job.status() instanceof Known status && WRITTEN.contains(status))
                .sorted(comparing(JobSnapshot::submitTime).reversed())
                .limit(MAX_ATTEMPTS)
                .toList();
    }

    private Question question(String bucket) {
        String partition = aws.partition(target.region());
        return new Question(
                target.name() + " s3://" + bucket,
                ACTION,
                List.of(
                        MissingStatement.permission(credentials.role(), Statement.readManifests(partition, bucket)),
                        MissingStatement.permission(credentials.role(), Statement.listBucket(partition, bucket))));
    }
}
