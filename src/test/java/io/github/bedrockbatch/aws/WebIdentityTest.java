package io.github.bedrockbatch.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.bedrockbatch.aws.testing.CountingProxy;
import io.github.bedrockbatch.aws.testing.ScriptedEndpoint;
import io.github.bedrockbatch.aws.testing.TlsEndpoint;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.net.Proxies;
import io.github.bedrockbatch.source.ErrorCodes;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.testing.SettableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The credentials of a pod's role, of an STS that is scripted. */
@NullMarked
final class WebIdentityTest extends PodFixture {
    @Test
    void stsIsAskedWhereItIsConfiguredAndOnceForAllRequests() {
        endpoint.ok(sts(HOUR)).ok(JOB).ok(JOB);
        try (AwsSession pod = pod(null)) {
            assertThat(get(pod)).isInstanceOf(FetchResult.Found.class);
            assertThat(get(pod)).isInstanceOf(FetchResult.Found.class);
        }
        ScriptedEndpoint.Asked asked = endpoint.asked().getFirst();
        assertThat(asked.body())
                .contains("Action=AssumeRoleWithWebIdentity", "WebIdentityToken=first-token", "RoleSessionName=pod");
        assertThat(asked.userAgent()).contains("bedrock-batch-exporter/1.2.3");
        assertThat(attempts)
                .containsExactly(
                        "AssumeRoleWithWebIdentity null", "GetModelInvocationJob null", "GetModelInvocationJob null");
    }

    @Test
    void theTokenIsReadAnewEachTime() throws IOException {
        endpoint.ok(sts(Duration.ofSeconds(30))).ok(JOB).ok(sts(HOUR)).ok(JOB);
        try (AwsSession pod = pod(null)) {
            get(pod);
            Files.writeString(token, "second-token");
            get(pod);
        }
        assertThat(bodies().get(0)).contains("WebIdentityToken=first-token");
        assertThat(bodies().get(2)).contains("WebIdentityToken=second-token");
    }

    @Test
    void aSessionThatAwsCallsExpiredIsTakenAnewOverTheConnectionsOfAll() {
        SettableClock clock = new SettableClock(Instant.now());
        endpoint.ok(sts(HOUR)).ok(JOB).error(403, "ExpiredTokenException", "expired");
        endpoint.ok(sts(HOUR)).ok(JOB);
        try (AwsSession pod = pod(null, clock)) {
            get(pod);
            clock.advance(Duration.ofMinutes(1));
            assertThat(get(pod)).isInstanceOf(FetchResult.Found.class);
        }
        assertThat(attempts)
                .filteredOn(attempt -> attempt.startsWith("AssumeRoleWithWebIdentity"))
                .hasSize(2);
    }

    @Test
    void stsIsTrustedByTheCaBundleAsAllElse() throws Exception {
        try (TlsEndpoint company = new TlsEndpoint(directory)) {
            company.ok(sts(HOUR)).ok(JOB);
            try (AwsSession trusting = pod(company.uri(), null, company.bundle(), InstantSource.system());
                    AwsSession strange = pod(company.uri(), null, null, InstantSource.system())) {
                assertThat(code(get(strange))).isEqualTo(ErrorCodes.CONNECTION);
                assertThat(get(trusting)).isInstanceOf(FetchResult.Found.class);
            }
        }
        assertThat(attempts).endsWith("AssumeRoleWithWebIdentity null", "GetModelInvocationJob null");
    }

    @Test
    void stsIsReachedByTheProxyAsAllElse() {
        endpoint.ok(sts(HOUR)).ok(JOB);
        try (CountingProxy proxy = new CountingProxy()) {
            set("http.proxyHost", "127.0.0.1");
            set("http.proxyPort", String.valueOf(proxy.port()));
            try (AwsSession pod = pod(endpoint.uri(), new Proxies(Map.of(), System::getProperty))) {
                assertThat(get(pod)).isInstanceOf(FetchResult.Found.class);
            }
            assertThat(proxy.asked())
                    .extracting(CountingProxy.Asked::line)
                    .first()
                    .isEqualTo("POST " + endpoint.uri() + "/");
            assertThat(proxy.asked()).hasSize(2);
        }
    }

    @Test
    void credentialsOfAContainerAreNotAskedForByTheProxy() {
        put("aws.webIdentityTokenFile", null);
        endpoint.ok("{\"AccessKeyId\":\"K\",\"SecretAccessKey\":\"s\",\"Token\":\"t\",\"Expiration\":\""
                + Instant.now().plus(HOUR) + "\"}");
        endpoint.ok(JOB);
        try (CountingProxy proxy = new CountingProxy()) {
            set("aws.containerCredentialsFullUri", endpoint.uri() + "/credentials");
            set("http.proxyHost", "127.0.0.1");
            set("http.proxyPort", String.valueOf(proxy.port()));
            set("http.nonProxyHosts", "none");
            try (AwsSession container = pod(endpoint.uri(), new Proxies(Map.of(), System::getProperty))) {
                assertThat(get(container)).isInstanceOf(FetchResult.Found.class);
            }
            assertThat(endpoint.asked())
                    .extracting(ScriptedEndpoint.Asked::path)
                    .contains("/credentials");
            assertThat(proxy.asked())
                    .extracting(CountingProxy.Asked::line)
                    .singleElement()
                    .asString()
                    .startsWith("GET " + endpoint.uri() + "/model-invocation-job/");
        }
    }

    @Test
    void anIdentityProviderThatCannotBeReachedIsAskedAgain() {
        endpoint.then(exchange -> ScriptedEndpoint.send(exchange, 400, error("IDPCommunicationError")))
                .ok(sts(HOUR))
                .ok(JOB);
        try (AwsSession pod = pod(null)) {
            assertThat(get(pod)).isInstanceOf(FetchResult.Found.class);
        }
        assertThat(attempts).hasSize(3).last().isEqualTo("GetModelInvocationJob null");
    }

    @Test
    void aRoleThatIsRefusedSaysWhy() {
        endpoint.then(exchange -> ScriptedEndpoint.send(exchange, 403, error("AccessDenied")));
        try (AwsSession pod = pod(null)) {
            assertThat(get(pod))
                    .isInstanceOf(FetchResult.Denied.class)
                    .asString()
                    .contains("says AccessDenied");
        }
        assertThat(attempts).containsExactly("AssumeRoleWithWebIdentity AccessDeniedException");
    }

    @Test
    void anIdentityProviderThatIamDoesNotKnowIsADenial() {
        endpoint.then(exchange -> ScriptedEndpoint.send(exchange, 400, error("InvalidIdentityToken")));
        try (AwsSession pod = pod(null)) {
            assertThat(get(pod)).isInstanceOf(FetchResult.Denied.class);
        }
        assertThat(attempts).containsExactly("AssumeRoleWithWebIdentity UnrecognizedClientException");
    }

    @Test
    void anStsThatHangsIsCountedAsAnError() {
        endpoint.ok(sts(Duration.ofSeconds(30))).ok(JOB).hang();
        try (AwsSession pod = pod(null)) {
            get(pod);
            attempts.clear();
            assertThat(pod.jobSource(TARGET).get(ARN, Duration.ofSeconds(1))).isInstanceOf(FetchResult.Failed.class);
        }
        assertThat(attempts).isNotEmpty().noneMatch(attempt -> attempt.endsWith(" null"));
    }

    @Test
    void whatIsNoRoleIsRefused() {
        set("aws.roleArn", "arn:aws:iam::1234:user/pod");
        try (AwsSession pod = pod(null)) {
            assertThatThrownBy(pod::check)
                    .isInstanceOf(AwsConfigurationException.class)
                    .hasMessage("arn:aws:iam::1234:user/pod: must be the ARN of an IAM role, as"
                            + " arn:aws:iam::123456789012:role/name; correct AWS_ROLE_ARN");
        }
    }

    @Test
    void itsAccountIsThatOfItsRoleBeforeAwsHasTold() {
        set("aws.roleArn", "arn:aws-us-gov:iam::999999999999:role/of-the-pod");
        try (AwsSession pod = pod(null)) {
            assertThat(pod.identityTarget("us-gov-east-1")).isEqualTo(new Target("999999999999", "us-gov-east-1"));
        }
    }

    @Test
    void aMissingTokenIsNamedAndReadWhenItIsThere() throws IOException {
        Files.delete(token);
        endpoint.ok(sts(HOUR)).ok(JOB);
        try (AwsSession pod = pod(null)) {
            FetchResult<JobSnapshot> missing = get(pod);
            assertThat(code(missing)).isEqualTo(ErrorCodes.OTHER);
            assertThat(missing.toString())
                    .contains(token + ": the web identity token cannot be read", "AWS_WEB_IDENTITY_TOKEN_FILE");
            assertThat(attempts).isEmpty();

            Files.writeString(token, "late-token");
            assertThat(get(pod)).isInstanceOf(FetchResult.Found.class);
        }
        assertThat(bodies().getFirst()).contains("WebIdentityToken=late-token");
    }

    private List<String> bodies() {
        return endpoint.asked().stream().map(ScriptedEndpoint.Asked::body).toList();
    }
}
