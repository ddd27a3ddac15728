package io.github.bedrockbatch.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.aws.testing.RawEndpoint;
import io.github.bedrockbatch.config.AccountConfig;
import io.github.bedrockbatch.job.JobSnapshot;
import io.github.bedrockbatch.source.FetchResult;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkGlobalTime;

/** A service whose clock is far from ours refuses our signature; the SDK reads its time from the answer and signs again. */
@NullMarked
final class ClockSkewTest extends EndpointFixture {
    private static final DateTimeFormatter SIGNED =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Duration TOLERANCE = Duration.ofMinutes(5);

    private static final AccountConfig ROLE = new AccountConfig(
            "arn:aws:iam::" + TARGET.accountId() + ":role/bedrock-read",
            Optional.empty(),
            AccountConfig.SESSION_NAME,
            Duration.ofHours(1));

    private final List<Duration> skews = Collections.synchronizedList(new ArrayList<>());

    /** The SDK keeps what it has learnt for all clients of the process. */
    @AfterEach
    void forgetTheSkew() {
        SdkGlobalTime.setGlobalTimeOffset(0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1})
    void aClockThatIsOffByAnHourIsCorrected(long hours) {
        try (RawEndpoint service = new RawEndpoint();
                AwsSession session = session(service.uri(), DUMMY)) {
            service.answer((head, out) -> answer(head, out, Duration.ofHours(hours)));

            FetchResult<JobSnapshot> first = session.jobSource(TARGET).get(ARN, LONG);
            FetchResult<JobSnapshot> second = session.jobSource(TARGET).get(ARN, LONG);

            assertThat(first).isInstanceOf(FetchResult.Found.class);
            assertThat(second).isInstanceOf(FetchResult.Found.class);
            assertThat(skews).hasSize(3);
            assertThat(skews.getFirst()).isGreaterThan(TOLERANCE);
            assertThat(skews.subList(1, 3)).allMatch(skew -> skew.compareTo(TOLERANCE) < 0);
            assertThat(attempts)
                    .containsExactly(
                            "GetModelInvocationJob InvalidSignatureException",
                            "GetModelInvocationJob null",
                            "GetModelInvocationJob null");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, -1})
    void aSessionOfARoleLastsByTheTimeThatPassesHere(long hours) {
        try (RawEndpoint service = new RawEndpoint();
                AwsAccounts accounts = AwsAccounts.of(session(service.uri(), DUMMY), List.of(ROLE))) {
            service.answer((head, out) -> answer(head, out, Duration.ofHours(hours)));

            for (int request = 0; request < 3; request++) {
                assertThat(accounts.jobSource(TARGET).get(ARN, LONG)).isInstanceOf(FetchResult.Found.class);
            }
            assertThat(attempts)
                    .filteredOn(attempt -> attempt.startsWith("AssumeRole"))
                    .containsExactly("AssumeRole InvalidSignatureException", "AssumeRole null");
        }
    }

    private void answer(String head, OutputStream out, Duration offset) throws IOException {
        Instant there = Instant.now().plus(offset);
        Duration skew = Duration.between(SIGNED.parse(header(head, "X-Amz-Date"), Instant::from), there)
                .abs();
        skews.add(skew);
        boolean refused = skew.compareTo(TOLERANCE) > 0;
        String body = head.startsWith("POST") ? sts(refused, there) : bedrock(refused);
        String answer = "HTTP/1.1 " + (refused ? "403 Forbidden" : "200 OK") + "\r\nDate: "
                + DateTimeFormatter.RFC_1123_DATE_TIME.format(there.atOffset(ZoneOffset.UTC))
                + (refused ? "\r\nx-amzn-ErrorType: InvalidSignatureException" : "")
                + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
        out.write(answer.getBytes(StandardCharsets.UTF_8));
    }

    private static String bedrock(boolean refused) {
        return refused ? "{\"message\":\"Signature not yet current\"}" : JOB;
    }

    private static String sts(boolean refused, Instant there) {
        return refused ? """
                  <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
                  <Code>SignatureDoesNotMatch</Code><Message>Signature not yet current</Message></Error></ErrorResponse>
                  """ : """
                  <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult><Credentials>
                  <AccessKeyId>K</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken>
                  <Expiration>%s</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>
                  """.formatted(there.plus(ROLE.duration()));
    }

    private static String header(String head, String name) {
        return head.lines()
                .filter(line -> line.regionMatches(true, 0, name + ": ", 0, name.length() + 2))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElseThrow();
    }
}
