package io.github.bedrockbatch.aws.notification;

import io.github.bedrockbatch.job.JobArn;
import io.github.bedrockbatch.job.JobStatus;
import io.github.bedrockbatch.notification.Notification;
import io.github.bedrockbatch.notification.Notification.Malformed;
import io.github.bedrockbatch.notification.Notification.StateChange;
import java.io.Serial;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the EventBridge event in a message, bare or in the envelope of SNS. A message is untrusted, because every sender to the queue
 * chooses its text. Only the ARN of a job is taken over into other texts.
 *
 * @see <a href="https://docs.aws.amazon.com/bedrock/latest/userguide/monitoring-eventbridge.html">Monitor Amazon Bedrock job state changes using Amazon EventBridge</a>
 */
public final class StateChangeReader {
    private static final int MAX_LENGTH = 1 << 18;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_STATUS_LENGTH = 64;
    private static final String SOURCE = "aws.bedrock";
    private static final String DETAIL_TYPE = "Batch Inference Job State Change";

    private final JsonMapper json = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxDocumentLength(MAX_LENGTH)
                            .maxStringLength(MAX_LENGTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Reads a message.
     *
     * @param receipt by which it is deleted
     */
    public Notification read(String receipt, String body) {
        if (body.length() > MAX_LENGTH) {
            return new Malformed(receipt, body.length(), "longer than " + MAX_LENGTH + " characters");
        }
        try {
            return event(receipt, unwrapped(tree(body)));
        } catch (MalformedException e) {
            return new Malformed(receipt, body.length(), String.valueOf(e.getMessage()));
        }
    }

    /** Returns the event out of the envelope that SNS puts around what it delivers, where it is not told to deliver it raw. */
    private JsonNode unwrapped(JsonNode message) throws MalformedException {
        return text(message, "Type").equals("Notification") ? tree(text(message, "Message")) : message;
    }

    private static StateChange event(String receipt, JsonNode event) throws MalformedException {
        if (!text(event, "source").equals(SOURCE)) {
            throw new MalformedException("not an event of " + SOURCE);
        }
        if (!text(event, "detail-type").equals(DETAIL_TYPE)) {
            throw new MalformedException("not a " + DETAIL_TYPE);
        }
        JsonNode detail = event.path("detail");
        return new StateChange(
                receipt, job(text(detail, "batchJobArn")), status(text(detail, "status")), time(text(event, "time")));
    }

    private static JobArn job(String arn) throws MalformedException {
        try {
            return JobArn.parse(arn);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("without the ARN of a job as detail.batchJobArn");
        }
    }

    private static @Nullable JobStatus status(String word) {
        return word.isEmpty() || word.length() > MAX_STATUS_LENGTH ? null : JobStatus.of(word);
    }

    private static @Nullable Instant time(String time) {
        try {
            return Instant.parse(time);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private JsonNode tree(String text) throws MalformedException {
        try {
            JsonNode tree = json.readTree(text);
            if (tree.isObject()) {
                return tree;
            }
        } catch (JacksonException e) {
            // Said below: its words may repeat the message.
        }
        throw new MalformedException("not a JSON object of at most " + MAX_DEPTH + " levels");
    }

    private static String text(JsonNode object, String name) {
        JsonNode member = object.path(name);
        return member.isString() ? member.asString() : "";
    }

    /** Says why a message is no notification of a job, without a word of the message. */
    private static final class MalformedException extends Exception {
        @Serial
        private static final long serialVersionUID = 1;

        MalformedException(String reason) {
            super(reason, null, false, false);
        }
    }
}
