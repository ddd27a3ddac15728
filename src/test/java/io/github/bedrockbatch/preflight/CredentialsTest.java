package io.github.bedrockbatch.preflight;

import static io.github.bedrockbatch.testing.Examples.arn;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.source.FetchResult.Denied;
import io.github.bedrockbatch.source.FetchResult.Failed;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By whose credentials AWS is asked, and what is not asked without them. */
final class CredentialsTest extends PreflightFixture {
    private static final String OWN = "discovery: [{regions: [us-east-1]}]";
    private static final String LIST = "123456789012/us-east-1 bedrock:ListModelInvocationJobs";
    private static final String GET = "123456789012/us-east-1 bedrock:GetModelInvocationJob";

    @Test
    void aRoleThatCannotBeAssumedLeavesItsTargetsUnasked() {
        aws.answerAssume(ONE, new Denied<>("AccessDeniedException", "not authorized to perform: sts:AssumeRole"));

        Report report = run(ROLES + "discovery: [{regions: [us-east-1]}]");

        assertThat(rows(report))
                .containsExactly(
                        "caller sts:GetCallerIdentity allowed",
                        "arn:aws:iam::111111111111:role/bedrock-read sts:AssumeRole denied",
                        "arn:aws:iam::222222222222:role/bedrock-read sts:AssumeRole allowed",
                        "111111111111/us-east-1 bedrock:ListModelInvocationJobs not_asked",
                        "111111111111/us-east-1 bedrock:GetModelInvocationJob not_asked",
                        "222222222222/us-east-1 bedrock:ListModelInvocationJobs allowed",
                        "222222222222/us-east-1 bedrock:GetModelInvocationJob allowed");
        assertThat(aws.asked()).filteredOn(call -> call.contains(ONE)).containsExactly("AssumeRole " + ONE);
        assertThat(missing(report))
                .containsExactly(
                        "permissions [arn:aws:iam::123456789012:role/exporter] TakeTheRolesOfAccounts",
                        "trust [arn:aws:iam::111111111111:role/bedrock-read] -");
        assertThat(report.toText() + report.toJson()).contains("EXTERNAL_ID").doesNotContain("s3cr3t");
    }

    @Test
    void withoutTheCallersAccountItsRegionsAreNotAsked() {
        aws.identify(new Failed<>("Timeout", "no answer"));

        Report report = run("discovery: [{regions: [us-east-1, us-west-2]}]");

        assertThat(rows(report))
                .containsExactly(
                        "caller sts:GetCallerIdentity failed",
                        "unknown/us-east-1 bedrock:ListModelInvocationJobs not_asked",
                        "unknown/us-east-1 bedrock:GetModelInvocationJob not_asked",
                        "unknown/us-west-2 bedrock:ListModelInvocationJobs not_asked",
                        "unknown/us-west-2 bedrock:GetModelInvocationJob not_asked");
        assertThat(aws.asked()).containsExactly("GetCallerIdentity us-east-1", "GetCallerIdentity us-west-2");
    }

    /** Whose the credentials are, the daemon need not know there. */
    @Test
    void whereNothingStandsOnTheIdentityItMayBeUnknown() {
        aws.identify(new Failed<>("Timeout", "no answer"));

        Report report = run("jobs: [" + arn(1) + "]");

        assertThat(rows(report)).containsExactly("caller sts:GetCallerIdentity unknown", GET + " unknown");
        assertThat(report.isBlind()).isFalse();
    }

    @Test
    void credentialsThatAreRejectedAreNotUsed() {
        aws.identify(new Denied<>("UnrecognizedClientException", "The security token is invalid."));

        Report report = run("jobs: [" + arn(1) + "]");

        assertThat(rows(report)).containsExactly("caller sts:GetCallerIdentity denied", GET + " not_asked");
        assertThat(detail(report, GET)).isEqualTo("the caller's credentials are rejected: UnrecognizedClientException");
        assertThat(report.missing()).isEmpty();
    }

    @Test
    void aPodThatIsNotLetIntoItsRoleLacksTheTrustPolicysStatement() {
        aws.webIdentity("arn:aws-us-gov:iam::111111111111:role/pod");
        aws.identify(new Denied<>("AccessDeniedException", "Not authorized to perform sts:AssumeRoleWithWebIdentity"));

        Report report = run(OWN);

        assertThat(missing(report)).containsExactly("trust [arn:aws-us-gov:iam::111111111111:role/pod] ServiceAccount");
        assertThat(report.toJson()).contains("arn:aws-us-gov:iam::111111111111:oidc-provider/PROVIDER");
    }

    /** What a node's role may do says nothing of what the pod's may do, which the daemon is to have. */
    @Test
    void credentialsThatStandInForAWebIdentityFailTheCheck() {
        aws.webIdentity("arn:aws:iam::123456789012:role/pod");
        aws.identify(FakeAwsAccess.arn("arn:aws:sts::333333333333:assumed-role/node/i-1"));
        aws.standInForWebIdentity(
                new Denied<>("AccessDeniedException", "Not authorized to perform sts:AssumeRoleWithWebIdentity"));

        Report report = run(ROLES + "discovery: [{regions: [us-east-1], accounts: ['123456789012', '111111111111']}]");

        assertThat(rows(report))
                .containsExactly(
                        "caller sts:GetCallerIdentity denied",
                        "arn:aws:iam::111111111111:role/bedrock-read sts:AssumeRole not_asked",
                        "arn:aws:iam::222222222222:role/bedrock-read sts:AssumeRole not_asked",
                        "111111111111/us-east-1 bedrock:ListModelInvocationJobs not_asked",
                        "111111111111/us-east-1 bedrock:GetModelInvocationJob not_asked",
                        LIST + " not_asked",
                        GET + " not_asked");
        assertThat(detail(report, "caller sts:GetCallerIdentity"))
                .isEqualTo(
                        "arn:aws:sts::333333333333:assumed-role/node/i-1 is used instead of the web identity, which failed:"
                                + " AccessDeniedException: Not authorized to perform sts:AssumeRoleWithWebIdentity");
        assertThat(missing(report)).containsExactly("trust [arn:aws:iam::123456789012:role/pod] ServiceAccount");
        assertThat(report.isBlind()).isTrue();
    }

    /** The web identity was meant, so its failure is the one to mend. */
    @Test
    void theFailureOfTheWebIdentityIsToldThoughWhatStandsInFailsToo() {
        aws.webIdentity("arn:aws:iam::123456789012:role/pod");
        aws.standInForWebIdentity(
                new Denied<>("AccessDeniedException", "Not authorized to perform sts:AssumeRoleWithWebIdentity"));
        for (FetchResult<String> answer : List.<FetchResult<String>>of(
                new Denied<>("ExpiredTokenException", "expired"), new Failed<>("Timeout", "no answer"))) {
            aws.identify(answer);

            Report report = run("jobs: [" + arn(1) + "]");

            assertThat(rows(report)).containsExactly("caller sts:GetCallerIdentity denied", GET + " not_asked");
            assertThat(detail(report, "caller sts:GetCallerIdentity"))
                    .isEqualTo(
                            "other credentials are used instead of the web identity, which failed: AccessDeniedException: Not"
                                    + " authorized to perform sts:AssumeRoleWithWebIdentity");
            assertThat(detail(report, GET))
                    .isEqualTo("the web identity failed, and other credentials are used instead");
            assertThat(missing(report)).containsExactly("trust [arn:aws:iam::123456789012:role/pod] ServiceAccount");
        }
    }

    @Test
    void aWebIdentityThatFailsWithoutADenialLacksNothing() {
        aws.webIdentity("arn:aws:iam::123456789012:role/pod");
        aws.standInForWebIdentity(new Failed<>("Timeout", "no answer"));

        Report report = run(OWN);

        assertThat(rows(report)).startsWith("caller sts:GetCallerIdentity failed");
        assertThat(report.missing()).isEmpty();
        assertThat(report.isBlind()).isTrue();
    }

    /** The daemon does not poll it either. */
    @Test
    void aTargetOfAnotherAccountNeedsARole() {
        Report report = run("discovery: [{regions: [us-east-1], accounts: ['333333333333']}]");

        assertThat(rows(report))
                .containsExactly(
                        "caller sts:GetCallerIdentity allowed",
                        "333333333333/us-east-1 bedrock:ListModelInvocationJobs failed",
                        "333333333333/us-east-1 bedrock:GetModelInvocationJob not_asked");
        assertThat(detail(report, "333333333333/us-east-1 bedrock:ListModelInvocationJobs"))
                .isEqualTo("the caller's own credentials belong to 123456789012: add a role of 333333333333 to"
                        + " aws.accounts");
    }
}
