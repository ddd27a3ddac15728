package io.github.bedrockbatch.aws.notification;

import io.github.bedrockbatch.aws.request.Requests;
import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.notification.Notification;
import io.github.bedrockbatch.notification.NotificationQueue;
import io.github.bedrockbatch.notification.Notifications;
import io.github.bedrockbatch.source.ErrorCodes;
import io.github.bedrockbatch.source.FetchResult;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * A queue of SQS.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html">ReceiveMessage</a>
 */
public final class SqsQueue implements NotificationQueue {
    /** How long SQS holds a request that finds no message, at most. */
    public static final Duration LONG_POLL = Duration.ofSeconds(20);

    /** Requests, of which one brings or deletes ten messages. */
    public static final double MAX_PER_SECOND = 200;

    /** A receipt that no message has. */
    private static final String NO_RECEIPT = "preflight";

    private static final String INVALID_RECEIPT = "ReceiptHandleIsInvalid";

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final QueueUrl queue;
    private final Requests requests;
    private final Supplier<SqsClient> client;
    private final StateChangeReader reader = new StateChangeReader();

    /**
     * Asks nothing yet.
     *
     * @param requests that are counted as the queue's account and region
     * @param client that lets an answer take as long as a long poll; not asked for before the first question
     */
    public SqsQueue(QueueUrl queue, Requests requests, Supplier<SqsClient> client) {
        this.queue = queue;
        this.requests = requests;
        this.client = client;
    }

    @Override
    public Target home() {
        return queue.home();
    }

    @Override
    public String name() {
        return queue.url().toString();
    }

    @Override
    public FetchResult<List<Notification>> receive() {
        return requests.ask("ReceiveMessage", LONG_POLL.plus(TIMEOUT), left -> {
            ReceiveMessageResponse response = client.get()
                    .receiveMessage(ReceiveMessageRequest.builder()
                            .queueUrl(name())
                            .maxNumberOfMessages(MAX_AT_ONCE)
                            .waitTimeSeconds(Math.toIntExact(LONG_POLL.toSeconds()))
                            .visibilityTimeout(Math.toIntExact(Notifications.MAX_UNDER_WAY.toSeconds()))
                            .overrideConfiguration(override -> override.apiCallTimeout(left))
                            .build());
            List<Notification> notifications = response.messages().stream()
                    .filter(message -> message.receiptHandle() != null)
                    .limit(MAX_AT_ONCE)
                    .map(this::read)
                    .toList();
            return new FetchResult.Found<>(notifications, requests.serverTime(response));
        });
    }

    private Notification read(Message message) {
        return reader.read(message.receiptHandle(), Objects.requireNonNullElse(message.body(), ""));
    }

    @Override
    public FetchResult<Integer> delete(List<String> receipts) {
        int deleted = 0;
        while (deleted < receipts.size()) {
            List<String> batch = receipts.subList(deleted, Math.min(receipts.size(), deleted + MAX_AT_ONCE));
            FetchResult<Integer> result = deleteBatch(batch, deleted);
            if (!(result instanceof FetchResult.Found<Integer>) || batch.size() == receipts.size() - deleted) {
                return result;
            }
            deleted += batch.size();
        }
        throw new IllegalArgumentException("0: must be at least one receipt");
    }

    private FetchResult<Integer> deleteBatch(List<String> receipts, int before) {
        return requests.ask("DeleteMessageBatch", TIMEOUT, left -> {
            DeleteMessageBatchResponse response = delete(receipts, left);
            if (response.hasFailed() && !response.failed().isEmpty()) {
                BatchResultErrorEntry first = response.failed().getFirst();
                return new FetchResult.Failed<>(
                        ErrorCodes.OTHER, response.failed().size() + " messages were not deleted: " + first.code());
            }
            return new FetchResult.Found<>(before + receipts.size(), requests.serverTime(response));
        });
    }

    /**
     * Asks to delete a message that the queue does not have. It takes no message, so that it changes nothing for those who
     * receive from the queue.
     *
     * @return the code with which SQS refuses the receipt once it has let the caller in
     */
    public FetchResult<String> deleteNothing() {
        return requests.ask("DeleteMessageBatch", TIMEOUT, left -> {
            try {
                return refusal(delete(List.of(NO_RECEIPT), left));
            } catch (ReceiptHandleIsInvalidException e) {
                return new FetchResult.Found<>(INVALID_RECEIPT, requests.now());
            }
        });
    }

    private FetchResult<String> refusal(DeleteMessageBatchResponse response) {
        BatchResultErrorEntry failed = response.failed().isEmpty()
                ? BatchResultErrorEntry.builder().code("no error").build()
                : response.failed().getFirst();
        return failed.code().startsWith("AccessDenied")
                ? new FetchResult.Denied<>("AccessDeniedException", String.valueOf(failed.message()))
                : new FetchResult.Found<>(failed.code(), requests.serverTime(response));
    }

    private DeleteMessageBatchResponse delete(List<String> receipts, Duration timeout) {
        return client.get()
                .deleteMessageBatch(DeleteMessageBatchRequest.builder()
                        .queueUrl(name())
                        .entries(entries(receipts))
                        .overrideConfiguration(override -> override.apiCallTimeout(timeout))
                        .build());
    }

    private static List<DeleteMessageBatchRequestEntry> entries(List<String> receipts) {
        return IntStream.range(0, receipts.size())
                .mapToObj(i -> DeleteMessageBatchRequestEntry.builder()
                        .id(Integer.toString(i))
                        .receiptHandle(receipts.get(i))
                        .build())
                .toList();
    }
}
