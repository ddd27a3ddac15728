package io.github.bedrockbatch.aws;

import static io.github.bedrockbatch.testing.Examples.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.bedrockbatch.aws.notification.QueueUrl;
import io.github.bedrockbatch.aws.notification.SqsQueue;
import io.github.bedrockbatch.aws.testing.ScriptedEndpoint;
import io.github.bedrockbatch.job.JobStatus.Known;
import io.github.bedrockbatch.notification.Notification;
import io.github.bedrockbatch.notification.Notifications;
import io.github.bedrockbatch.source.FetchResult;
import io.github.bedrockbatch.testing.Messages;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is asked of SQS, at the host that the queue's URL names, and what its answers mean. */
final class QueueAnswersTest extends EndpointFixture {
    private static final JsonMapper JSON = new JsonMapper();

    private final AwsSession own = new AwsSession(
            Reach.at(null).readTimeout(Duration.ofSeconds(1)).withFips().connections(),
            true,
            Reach.limits(1),
            "1.2.3",
            listener,
            InstantSource.system(),
            session -> DUMMY);
    private final URI url = endpoint.uri().resolve("/queue/us-east-1/123456789012/jobs");
    private final SqsQueue queue = own.queue(QueueUrl.parse(url, Optional::empty));

    @AfterEach
    void closeOwn() {
        own.close();
    }

    @Test
    void receivesTenMessagesAtMostByALongPoll() throws NoSuchAlgorithmException {
        String event = Messages.event(ARN.value(), "Completed", NOON);
        endpoint.ok("{\"Messages\": [" + message("r1", event) + "," + message("r2", "s3cr3t") + "]}");

        assertThat(found(queue.receive()))
                .containsExactly(
                        new Notification.StateChange("r1", ARN, Known.COMPLETED, NOON),
                        new Notification.Malformed("r2", 6, "not a JSON object of at most 32 levels"));
        JsonNode asked = asked(0);
        assertThat(asked.get("QueueUrl").asString()).isEqualTo(url.toString());
        assertThat(asked.get("MaxNumberOfMessages").asInt()).isEqualTo(10);
        assertThat(asked.get("WaitTimeSeconds").asInt()).isEqualTo(20);
        assertThat(asked.get("VisibilityTimeout").asLong()).isEqualTo(Notifications.MAX_UNDER_WAY.toSeconds());
        assertThat(attempts).containsExactly("ReceiveMessage null");
    }

    @Test
    void noMessageIsAnAnswerToo() {
        endpoint.ok("{}");

        assertThat(found(queue.receive())).isEmpty();
    }

    @Test
    void aMessageWithoutAReceiptCannotBeDeletedAndIsNotTaken() throws NoSuchAlgorithmException {
        endpoint.ok("{\"Messages\": [" + message("r", "x").replace("ReceiptHandle", "Other") + "]}");

        assertThat(found(queue.receive())).isEmpty();
    }

    @Test
    void aQueueThatIsGoneIsNotFound() {
        endpoint.error(400, "com.amazonaws.sqs#QueueDoesNotExist", "The specified queue does not exist.");

        assertThat(queue.receive()).isEqualTo(new FetchResult.NotFound<>("The specified queue does not exist."));
        assertThat(attempts).containsExactly("ReceiveMessage ResourceNotFoundException");
    }

    @Test
    void aQueueThatDeniesIsDenied() {
        endpoint.error(403, "com.amazonaws.sqs#AccessDenied", "not yours");

        assertThat(code(queue.receive())).isEqualTo("AccessDeniedException");
    }

    @Test
    void whatIsNoAnswerOfSqsFails() {
        endpoint.ok("<html>");
        assertThat(queue.receive()).isInstanceOf(FetchResult.Failed.class);
        endpoint.ok("{\"Messages\": 7}");
        assertThat(queue.receive()).isInstanceOf(FetchResult.Failed.class);
    }

    @Test
    void deletesTenAtATime() {
        for (int batch = 0; batch < 3; batch++) {
            endpoint.ok("{\"Successful\": [], \"Failed\": []}");
        }
        List<String> receipts =
                IntStream.range(0, 25).mapToObj(number -> "r" + number).toList();

        assertThat(found(queue.delete(receipts))).isEqualTo(25);
        assertThat(IntStream.range(0, 3).map(call -> asked(call).get("Entries").size()))
                .containsExactly(10, 10, 5);
        assertThat(IntStream.range(0, 3)
                        .boxed()
                        .flatMap(call -> asked(call).findValuesAsString("ReceiptHandle").stream()))
                .isEqualTo(receipts);
        assertThat(attempts).containsOnly("DeleteMessageBatch null").hasSize(3);
    }

    @Test
    void whatWasNotDeletedIsSaid() {
        endpoint.ok("{\"Successful\": [], \"Failed\": [{\"Id\": \"0\", \"Code\": \"ReceiptHandleIsInvalid\","
                + " \"SenderFault\": true}]}");

        assertThat(queue.delete(List.of("r1")))
                .isEqualTo(new FetchResult.Failed<>("Other", "1 messages were not deleted: ReceiptHandleIsInvalid"));
    }

    @Test
    void aReceiptThatDoesNotExistTellsWhoIsLetIn() {
        endpoint.ok("{\"Successful\": [], \"Failed\": [{\"Id\": \"0\", \"Code\": \"ReceiptHandleIsInvalid\","
                + " \"SenderFault\": true}]}");
        assertThat(found(queue.deleteNothing())).isEqualTo("ReceiptHandleIsInvalid");
        assertThat(asked(0).findValuesAsString("ReceiptHandle")).containsExactly("preflight");

        endpoint.error(400, "com.amazonaws.sqs#ReceiptHandleIsInvalid", "The input receipt handle is invalid.");
        assertThat(found(queue.deleteNothing())).isEqualTo("ReceiptHandleIsInvalid");

        endpoint.error(403, "com.amazonaws.sqs#AccessDenied", "not yours");
        assertThat(code(queue.deleteNothing())).isEqualTo("AccessDeniedException");

        endpoint.ok("{\"Failed\": [{\"Id\": \"0\", \"Code\": \"AccessDenied\", \"Message\": \"not yours\"}]}");
        assertThat(queue.deleteNothing()).isEqualTo(new FetchResult.Denied<>("AccessDeniedException", "not yours"));

        endpoint.error(400, "com.amazonaws.sqs#QueueDoesNotExist", "The specified queue does not exist.");
        assertThat(queue.deleteNothing()).isEqualTo(new FetchResult.NotFound<>("The specified queue does not exist."));
    }

    private JsonNode asked(int call) {
        ScriptedEndpoint.Asked asked = endpoint.asked().get(call);
        return JSON.readTree(asked.body());
    }

    private static String message(String receipt, String body) throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("MD5").digest(body.getBytes(StandardCharsets.UTF_8));
        return """
                {"MessageId": "m", "ReceiptHandle": "%s", "MD5OfBody": "%s", "Body": %s}""".formatted(receipt, HexFormat.of().formatHex(digest), JSON.writeValueAsString(body));
    }
}
