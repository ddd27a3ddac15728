package io.github.bedrockbatch.preflight;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static io.github.bedrockbatch.testing.Examples.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.source.FetchResult.Denied;
import io.github.bedrockbatch.source.FetchResult.Failed;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of AWS, and what its answers mean. */
final class PreflightTest extends PreflightFixture {
    private static final String OWN = "discovery: [{regions: [us-east-1]}]";
    private static final String LIST = "123456789012/us-east-1 bedrock:ListModelInvocationJobs";
    private static final String GET = "123456789012/us-east-1 bedrock:GetModelInvocationJob";

    @Test
    void everyTargetIsAskedOnceInTheOrderOfThePlan() {
        Report report = run(ROLES + "discovery: [{regions: [us-west-2, us-east-1]}]");

        assertThat(rows(report))
                .containsExactly(
                        "caller sts:GetCallerIdentity allowed",
                        "arn:aws:iam::111111111111:role/bedrock-read sts:AssumeRole allowed",
                        "arn:aws:iam::222222222222:role/bedrock-read sts:AssumeRole allowed",
                        "111111111111/us-east-1 bedrock:ListModelInvocationJobs allowed",
                        "111111111111/us-east-1 bedrock:GetModelInvocationJob allowed",
                        "111111111111/us-west-2 bedrock:ListModelInvocationJobs allowed",
                        "111111111111/us-west-2 bedrock:GetModelInvocationJob allowed",
                        "222222222222/us-east-1 bedrock:ListModelInvocationJobs allowed",
                        "222222222222/us-east-1 bedrock:GetModelInvocationJob allowed",
                        "222222222222/us-west-2 bedrock:ListModelInvocationJobs allowed",
                        "222222222222/us-west-2 bedrock:GetModelInvocationJob allowed");
        assertThat(aws.asked()).hasSize(11).doesNotHaveDuplicates();
        assertThat(report.isBlind()).isFalse();
        assertThat(report.missing()).isEmpty();
    }

    @Test
    void aRegionOfTheCallersOwnIsOneOfTheAccountThatAwsTells() {
        aws.jobs("123456789012/us-east-1").put(job(1, Known.IN_PROGRESS, NOON.minusSeconds(60), NOON));
        aws.jobs("123456789012/us-east-1").put(job(2, Known.IN_PROGRESS, NOON.minusSeconds(30), NOON));

        Report report = run(OWN);

        assertThat(aws.asked())
                .containsExactly(
                        "Get " + arn(2),
                        "GetCallerIdentity us-east-1",
                        "List 123456789012/us-east-1 since " + NOON.minus(Duration.ofDays(7)));
        assertThat(detail(report, "caller sts:GetCallerIdentity"))
                .isEqualTo("arn:aws:sts::123456789012:assumed-role/exporter/session");
        assertThat(detail(report, LIST)).isEqualTo("2 jobs submitted within 168 h");
        assertThat(detail(report, GET)).isEqualTo("job job000000002");
    }

    @Test
    void whereNoJobIsKnownOneThatDoesNotExistIsAskedFor() {
        Report report = run(OWN);

        assertThat(aws.asked())
                .contains("Get arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/preflight000");
        assertThat(detail(report, GET)).isEqualTo("asked for a job that does not exist, as none is known");
        assertThat(report.isBlind()).isFalse();
    }

    /** Of a job that does not exist, AWS may say so in either way once it has let the caller in. */
    @Test
    void aValidationExceptionAllowsOnlyWhatDoesNotExist() {
        aws.jobs("123456789012/us-east-1").answerGet(new Failed<>("ValidationException", "no"));
        assertThat(rows(run(OWN))).contains(GET + " allowed");

        aws.jobs("123456789012/us-east-1").put(job(1, Known.IN_PROGRESS, NOON.minusSeconds(60), NOON));
        Report report = run(OWN);
        assertThat(rows(report)).contains(GET + " failed");
        assertThat(report.isBlind()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{discovery: [{regions: [us-east-1]}], metrics: {tag_labels: [team]}}",
                "{discovery: [{regions: [us-east-1], tags: {team: a}}]}"
            })
    void tagsAreAskedForWhereTheyAreWanted(String configuration) {
        aws.tags.answer(new Denied<>("AccessDeniedException", "not authorized to perform: tag:GetResources"));

        Report report = run(configuration);

        assertThat(rows(report))
                .contains(
                        "123456789012/us-east-1 bedrock:GetModelInvocationJob allowed",
                        "123456789012/us-east-1 tag:GetResources denied");
        assertThat(report.missing())
                .extracting(missing -> missing.statement().members().get("Action"))
                .containsExactly("tag:GetResources");
        aws.tags.answer(null);
        assertThat(run(configuration).isBlind()).isFalse();
    }

    /** The daemon can do without List there. */
    @Test
    void whereJobsAreWatchedByArnOnlyGetIsAsked() {
        Report report = run("jobs: [" + arn(2) + ", " + arn(1) + "]");

        assertThat(rows(report)).containsExactly("caller sts:GetCallerIdentity allowed", GET + " unknown");
        assertThat(aws.asked()).containsExactly("Get " + arn(1), "GetCallerIdentity us-east-1");
    }

    @Test
    void aNamedJobThatIsNotThereIsNotTakenForADenial() {
        Report report = run("jobs: [" + arn(1) + "]");

        assertThat(rows(report)).endsWith(GET + " unknown");
        assertThat(detail(report, GET))
                .isEqualTo("AWS does not find job job000000001: correct its ARN if the job should be there");
        assertThat(report.isBlind()).isFalse();
    }

    /** AWS answers so where an account has not opted in, whatever its policies say. */
    @Test
    void oneOfAllRegionsNeedNotBeEnabled() {
        aws.jobs("123456789012/us-west-2")
                .answerList(new Denied<>("UnrecognizedClientException", "The security token is invalid."));

        Report all = run("discovery: [{regions: [all]}]");
        assertThat(rows(all))
                .endsWith(
                        LIST + " allowed",
                        GET + " allowed",
                        "123456789012/us-west-2 bedrock:ListModelInvocationJobs unknown",
                        "123456789012/us-west-2 bedrock:GetModelInvocationJob unknown");
        assertThat(detail(all, "123456789012/us-west-2 bedrock:ListModelInvocationJobs"))
                .isEqualTo("the account has probably not enabled the region: UnrecognizedClientException: The"
                        + " security token is invalid.");
        assertThat(all.isBlind()).isFalse();

        Report named = run("discovery: [{regions: [all]}, {regions: [us-west-2]}]");
        assertThat(rows(named)).contains("123456789012/us-west-2 bedrock:ListModelInvocationJobs denied");
        assertThat(named.isBlind()).isTrue();
    }

    @Test
    void aDenialInOneOfAllRegionsIsADenial() {
        aws.jobs("123456789012/us-west-2").denyList(true);

        assertThat(rows(run("discovery: [{regions: [all]}]")))
                .contains("123456789012/us-west-2 bedrock:ListModelInvocationJobs denied");
    }

    /** What AWS has answered by then counts. */
    @Test
    void theWholeCheckEndsInTimeThoughTargetsHang() {
        CountDownLatch never = new CountDownLatch(1);
        aws.beforeList(target -> {
            if (target.equals(new Target(ONE, "us-west-2"))) {
                await(never);
            }
        });
        aws.jobs("111111111111/us-east-1").denyList(true);
        aws.jobs("111111111111/us-east-1").beforeEach(call -> {
            if (call.startsWith("Get")) {
                await(never);
            }
        });

        Report report = run(ROLES + "discovery: [{regions: [us-east-1, us-west-2]}]", Duration.ofSeconds(2));

        assertThat(rows(report))
                .endsWith(
                        "111111111111/us-east-1 bedrock:ListModelInvocationJobs denied",
                        "111111111111/us-east-1 bedrock:GetModelInvocationJob unknown",
                        "111111111111/us-west-2 bedrock:ListModelInvocationJobs unknown",
                        "111111111111/us-west-2 bedrock:GetModelInvocationJob unknown",
                        "222222222222/us-east-1 bedrock:ListModelInvocationJobs allowed",
                        "222222222222/us-east-1 bedrock:GetModelInvocationJob allowed",
                        "222222222222/us-west-2 bedrock:ListModelInvocationJobs allowed",
                        "222222222222/us-west-2 bedrock:GetModelInvocationJob allowed");
        assertThat(detail(report, "111111111111/us-east-1 bedrock:GetModelInvocationJob"))
                .isEqualTo("no answer within the 2 s that the whole check has");
        assertThat(missing(report))
                .containsExactly("permissions [arn:aws:iam::111111111111:role/bedrock-read] ListJobs");
        assertThat(report.isBlind()).isTrue();
    }

    @Test
    void aDeniedListLacksAStatementAndGetIsAskedAllTheSame() {
        aws.jobs("123456789012/us-east-1").denyList(true);

        Report report = run(OWN);

        assertThat(rows(report)).contains(LIST + " denied", GET + " allowed");
        assertThat(detail(report, LIST)).isEqualTo("AccessDeniedException: not allowed to List");
        assertThat(missing(report)).containsExactly("permissions [arn:aws:iam::123456789012:role/exporter] ListJobs");
        assertThat(report.isBlind()).isTrue();
    }

    @Test
    void aStatementThatManyRolesLackIsToldOnce() {
        for (String account : List.of(ONE, TWO)) {
            for (String region : List.of("us-east-1", "us-west-2")) {
                aws.jobs(account + "/" + region).answerGet(new Denied<>("AccessDeniedException", "not allowed to Get"));
            }
        }

        assertThat(missing(run(ROLES + "discovery: [{regions: [us-east-1, us-west-2]}]")))
                .containsExactly("permissions [arn:aws:iam::111111111111:role/bedrock-read,"
                        + " arn:aws:iam::222222222222:role/bedrock-read] GetJobs");
    }

    /** An explicit deny is stronger than any statement that allows, and other credentials need none. */
    @ParameterizedTest
    @CsvSource({
        "AccessDeniedException, with an explicit deny in a service control policy",
        "AccessDeniedException, because no permissions boundary allows the bedrock:ListModelInvocationJobs action",
        "UnrecognizedClientException, The security token included in the request is invalid.",
        "ExpiredTokenException, The security token included in the request is expired"
    })
    void whatNoStatementWouldAllowLacksNone(String code, String reason) {
        aws.jobs("123456789012/us-east-1").answerList(new Denied<>(code, reason));

        Report report = run(OWN);

        assertThat(rows(report)).contains(LIST + " denied");
        assertThat(detail(report, LIST)).isEqualTo(code + ": " + reason);
        assertThat(report.missing()).isEmpty();
        assertThat(report.isBlind()).isTrue();
    }

    @Test
    void withoutAListThatAnswersGetIsNotWaitedForToo() {
        aws.jobs("123456789012/us-east-1").answerList(new Failed<>("Timeout", "no answer"));

        Report report = run(OWN);

        assertThat(rows(report)).contains(LIST + " failed", GET + " not_asked");
        assertThat(aws.asked()).noneMatch(call -> call.startsWith("Get arn"));
        assertThat(report.missing()).isEmpty();
        assertThat(report.isBlind()).isTrue();
    }

    @Test
    void aListThatFailsOtherwiseSaysNothingOfGet() {
        aws.jobs("123456789012/us-east-1").answerList(new Failed<>("InternalServerException", "oh"));

        assertThat(rows(run(OWN))).contains(LIST + " failed", GET + " allowed");
    }

    /** The target that hangs gets its answer only when all others have theirs. */
    @Test
    void aTargetThatHangsHoldsUpNoOther() {
        Target hanging = new Target(ONE, "us-east-1");
        Set<Target> answered = ConcurrentHashMap.newKeySet();
        CountDownLatch others = new CountDownLatch(3);
        aws.beforeList(target -> {
            if (target.equals(hanging)) {
                await(others);
            } else {
                answered.add(target);
                others.countDown();
            }
        });

        Report report = run(ROLES + "discovery: [{regions: [us-east-1, us-west-2]}]");

        assertThat(answered).hasSize(3);
        assertThat(rows(report).get(3)).isEqualTo("111111111111/us-east-1 bedrock:ListModelInvocationJobs allowed");
    }

    @Test
    void inGovCloudStatementsNameItsPartition() {
        aws.jobs("123456789012/us-gov-west-1").answerGet(new Denied<>("AccessDeniedException", "no"));

        assertThat(run("discovery: [{regions: [us-gov-west-1]}]").toJson())
                .contains("arn:aws-us-gov:bedrock:*:*:model-invocation-job/*");
        assertThat(aws.asked())
                .contains("Get arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:model-invocation-job/preflight000");
    }
}
