package io.github.bedrockbatch.preflight;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.JobTags;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.source.ErrorCodes;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.FetchResult.Denied;
import io.github.bedrockbatch.source.FetchResult.Failed;
import io.github.bedrockbatch.source.FetchResult.Found;
import io.github.bedrockbatch.source.FetchResult.NoAnswer;
import io.github.bedrockbatch.source.FetchResult.NotFound;
import io.github.bedrockbatch.source.JobPage;
import io.github.bedrockbatch.source.JobSource;
import io.github.bedrockbatch.watch.DiscoverySelector;
import io.github.bedrockbatch.watch.Watches;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The checks of one target: List where jobs are discovered, one Get, the tags of that job where tags are wanted, and the manifests of jobs
 * that these showed.
 *
 * @param isOneOfAll whether its region is watched as one of all that there are
 * @param now that the ages of jobs are told by
 */
record TargetChecks(
        AwsAccess aws, Target target, Watches watches, boolean isOneOfAll, Credentials credentials, Instant now) {
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** An id as AWS's, which no job has. CloudTrail shows it. */
    private static final String NO_JOB = "preflight000";

    private static final String INVALID = "ValidationException";

    /** What AWS says of good credentials in a region that their account has not enabled. */
    private static final String UNRECOGNIZED = "UnrecognizedClientException";

    private static final Set<String> UNREACHABLE = Set.of(ErrorCodes.TIMEOUT, ErrorCodes.CONNECTION);

    /** Returns what is asked in any case. */
    List<Question> questions() {
        List<Question> questions = new ArrayList<>();
        if (isDiscovered()) {
            questions.add(list());
        }
        questions.add(get());
        if (watches.needTags()) {
            questions.add(tags());
        }
        return List.copyOf(questions);
    }

    /** Asks, and adds each answer as soon as it is there. */
    void run(Rows rows) {
        if (credentials.trouble().isPresent()) {
            notAsked(credentials.trouble().get()).forEach(rows::add);
            return;
        }
        List<JobSnapshot> known = new ArrayList<>();
        if (isDiscovered() && !isReached(rows, known)) {
            return;
        }
        JobArn arn = job(known);
        FetchResult<JobSnapshot> job = source().get(arn, TIMEOUT);
        rows.add(got(arn, job));
        if (watches.needTags()) {
            rows.add(tagged(aws.tagSource(target).tags(List.of(arn), TIMEOUT)));
        }
        if (job instanceof Found<JobSnapshot>(JobSnapshot shown, Instant at)
                && known.stream().noneMatch(other -> other.arn().equals(arn))) {
            known.add(shown);
        }
        if (watches.manifests()) {
            List<JobSnapshot> watched =
                    known.stream().filter(shown -> watches.mayCover(shown, now)).toList();
            new ManifestChecks(aws, target, credentials).run(watched, rows);
        }
    }

    /** Asks for a List. Returns whether it is worth while to ask for more. */
    private boolean isReached(Rows rows, List<JobSnapshot> known) {
        FetchResult<JobPage> page = source().list(now.minus(age()), null, TIMEOUT);
        if (isOneOfAll
                && page instanceof Denied<JobPage> denied
                && denied.code().equals(UNRECOGNIZED)) {
            String reason = "the account has probably not enabled the region: " + denied.cause();
            questions().forEach(question -> rows.add(question.unknown(reason)));
            return false;
        }
        rows.add(listed(page, known));
        if (page instanceof Failed<JobPage>(String code, String reason) && UNREACHABLE.contains(code)) {
            questions().stream()
                    .skip(1)
                    .forEach(question -> rows.add(question.notAsked("no answer to ListModelInvocationJobs")));
            return false;
        }
        return true;
    }

    /** Returns the rows of a target that is not asked. */
    List<Check> notAsked(String reason) {
        return questions().stream().map(question -> question.notAsked(reason)).toList();
    }

    /** Returns the rows of a target that would be discovered with credentials of another account. The daemon does not poll it. */
    List<Check> foreign(String callersAccount) {
        String reason = "the caller's own credentials belong to " + callersAccount + ": add a role of "
                + target.accountId() + " to aws.accounts";
        return Stream.concat(
                        Stream.of(list().failed(reason)),
                        questions().stream().skip(1).map(question -> question.notAsked(reason)))
                .toList();
    }

    private Check listed(FetchResult<JobPage> answer, List<JobSnapshot> known) {
        return switch (answer) {
            case Found<JobPage>(JobPage page, Instant at) -> {
                known.addAll(page.jobs());
                yield list().allowed(jobs(page));
            }
            case NoAnswer<JobPage> none -> list().refused(none);
        };
    }

    private String jobs(JobPage page) {
        String number = page.jobs().size() == 1 ? "1 job" : page.jobs().size() + " jobs";
        return number + (page.nextToken() == null ? "" : " and more") + " submitted within " + age().toHours() + " h";
    }

    private Check got(JobArn arn, FetchResult<JobSnapshot> answer) {
        String made = arn.jobId().equals(NO_JOB) ? "asked for a job that does not exist, as none is known" : "";
        return switch (answer) {
            case Found<JobSnapshot> found -> get().allowed("job " + arn.jobId());
            case NotFound<JobSnapshot> absent -> made.isEmpty() ? absent(arn) : get().allowed(made);
            case Failed<JobSnapshot>(String code, String reason)
            when code.equals(INVALID) && !made.isEmpty() -> get().allowed(made);
            case NoAnswer<JobSnapshot> none -> get().refused(none);
        };
    }

    private Check tagged(FetchResult<Map<JobArn, JobTags>> answer) {
        return switch (answer) {
            case Found<Map<JobArn, JobTags>> found -> tags().allowed("");
            case NoAnswer<Map<JobArn, JobTags>> none -> tags().refused(none);
        };
    }

    private Check absent(JobArn arn) {
        return get().unknown("AWS does not find job " + arn.jobId() + ": correct its ARN if the job should be there");
    }

    /** Returns the job to ask for: one that the configuration names, else the newest that List showed, else none that exists. */
    private JobArn job(List<JobSnapshot> known) {
        return watches.configured().stream()
                .sorted()
                .findFirst()
                .or(() -> known.stream()
                        .max(Comparator.comparing(JobSnapshot::submitTime))
                        .map(JobSnapshot::arn))
                .orElseGet(() -> JobArn.parse("arn:" + partition() + ":bedrock:" + target.region() + ":"
                        + target.accountId() + ":model-invocation-job/" + NO_JOB));
    }

    /** Where jobs are watched by ARN alone, the daemon can do without List. */
    private boolean isDiscovered() {
        return !watches.selectors().isEmpty();
    }

    private Duration age() {
        return watches.selectors().stream()
                .map(DiscoverySelector::submittedWithin)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private JobSource source() {
        return aws.jobSource(target);
    }

    private String partition() {
        return aws.partition(target.region());
    }

    private Question list() {
        return question("bedrock:ListModelInvocationJobs", Statement.listJobs());
    }

    private Question tags() {
        return question("tag:GetResources", Statement.readTags());
    }

    private Question get() {
        return question("bedrock:GetModelInvocationJob", Statement.getJobs(partition()));
    }

    private Question question(String action, Statement statement) {
        return new Question(target.name(), action, List.of(MissingStatement.permission(credentials.role(), statement)));
    }
}
