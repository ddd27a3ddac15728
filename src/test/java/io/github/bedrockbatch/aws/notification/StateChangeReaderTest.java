package io.github.bedrockbatch.aws.notification;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static io.github.bedrockbatch.testing.Examples.arn;
import static io.github.bedrockbatch.testing.Messages.notification;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.notification.Notification;
import io.github.bedrockbatch.notification.Notification.Malformed;
import io.github.bedrockbatch.notification.Notification.StateChange;
import io.github.bedrockbatch.testing.Messages;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events of EventBridge as messages, and what is none. */
@NullMarked
final class StateChangeReaderTest {
    private static final String NO_JSON = "not a JSON object of at most 32 levels";
    private static final JobArn JOB = arn(1);
    private static final Notification CHANGE = new StateChange("receipt", JOB, Known.COMPLETED, NOON);

    private final StateChangeReader reader = new StateChangeReader();

    @Test
    void readsAnEvent() {
        assertThat(read(event())).isEqualTo(CHANGE);
    }

    @Test
    void readsAnEventInTheEnvelopeOfSns() {
        assertThat(read(notification(event()))).isEqualTo(CHANGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2026-11-20", "+1000000001-01-01T00:00:00Z"})
    void readsAnEventWhoseTimeCannotBeRead(String time) {
        assertThat(read(event().replace("2026-11-20T12:00:00Z", time)))
                .isEqualTo(new StateChange("receipt", JOB, Known.COMPLETED, null));
    }

    @Test
    void readsAStatusThatIsNewAndNoneThatIsNoWord() {
        assertThat(read(event().replace("Completed", "Paused")))
                .isEqualTo(new StateChange("receipt", JOB, JobStatus.of("Paused"), NOON));
        assertThat(read(event().replace("Completed", ""))).isEqualTo(new StateChange("receipt", JOB, null, NOON));
        assertThat(read(event().replace("\"Completed\"", "{}"))).isEqualTo(new StateChange("receipt", JOB, null, NOON));
        assertThat(read(event().replace("Completed", "x".repeat(65))))
                .isEqualTo(new StateChange("receipt", JOB, null, NOON));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("malformed")
    void saysWhyAMessageIsNone(String body, String reason) {
        assertThat(read(body)).isEqualTo(new Malformed("receipt", body.length(), reason));
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                Arguments.of("", NO_JSON),
                Arguments.of("secret", NO_JSON),
                Arguments.of("[]", NO_JSON),
                Arguments.of("\"" + event() + "\"", NO_JSON),
                Arguments.of(event() + " x", NO_JSON),
                Arguments.of("{\"a\":".repeat(40) + "1" + "}".repeat(40), NO_JSON),
                Arguments.of("[".repeat(100_000), NO_JSON),
                Arguments.of("{}", "not an event of aws.bedrock"),
                Arguments.of(event().replace("aws.bedrock", "aws.ec2"), "not an event of aws.bedrock"),
                Arguments.of(
                        event().replace("Batch Inference", "Model Customization"),
                        "not a Batch Inference Job State Change"),
                Arguments.of(
                        event().replace("batchJobArn", "jobArn"), "without the ARN of a job as detail.batchJobArn"),
                Arguments.of(
                        event().replace("model-invocation-job/", "model-invocation-job/../"),
                        "without the ARN of a job as detail.batchJobArn"),
                Arguments.of(
                        event().replace("\"detail\": {", "\"detail\": 1, \"other\": {"),
                        "without the ARN of a job as detail.batchJobArn"),
                Arguments.of(notification("secret"), NO_JSON),
                Arguments.of(notification(notification(event())), "not an event of aws.bedrock"),
                Arguments.of("{\"Type\": \"Notification\", \"Message\": {}}", NO_JSON),
                Arguments.of(" ".repeat(262_145), "longer than 262144 characters"));
    }

    private static String event() {
        return Messages.event(JOB.value(), "Completed", NOON);
    }

    private Notification read(String body) {
        return reader.read("receipt", body);
    }
}
