package io.github.bedrockbatch.aws.notification;

import io.github.bedrockbatch.aws.bedrock.AwsFailure;
import io.github.bedrockbatch.aws.bedrock.ServerTime;
import io.github.bedrockbatch.poll.ErrorCodes;
import io.github.bedrockbatch.poll.FetchResult;
import io.github.bedrockbatch.poll.RequestListener;
import io.github.bedrockbatch.poll.Target;
import io.github.bedrockbatch.poll.notification.Notification;
import io.github.bedrockbatch.poll.notification.NotificationQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
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

    /** How long a message is hidden from others: the wait for a lane and the look have to fit into it. */
    private static final Duration VISIBILITY = Duration.ofMinutes(2);

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final QueueUrl queue;
    private final Supplier<SqsClient> client;
    private final RequestListener listener;
    private final InstantSource clock;
    private final StateChangeReader reader = new StateChangeReader();

    /**
     * Asks nothing yet.
     *
     * @param client that does not retry, and lets an answer take as long as a long poll; not asked for before the first question
     */
    public SqsQueue(QueueUrl queue, Supplier<SqsClient> client, RequestListener listener, InstantSource clock) {
        this.queue = queue;
        this.client = client;
        this.listener = listener;
        this.clock = clock;
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
        return ask("ReceiveMessage", () -> {
            ReceiveMessageResponse response = client.get()
                    .receiveMessage(ReceiveMessageRequest.builder()
                            .queueUrl(name())
                            .maxNumberOfMessages(MOST_AT_ONCE)
                            .waitTimeSeconds(Math.toIntExact(LONG_POLL.toSeconds()))
                            .visibilityTimeout(Math.toIntExact(VISIBILITY.toSeconds()))
                            .overrideConfiguration(override -> override.apiCallTimeout(LONG_POLL.plus(TIMEOUT)))
                            .build());
            List<Notification> notifications = response.messages().stream()
                    .filter(message -> message.receiptHandle() != null)
                    .limit(MOST_AT_ONCE)
                    .map(this::read)
                    .toList();
            return new FetchResult.Found<>(notifications, ServerTime.of(response, clock));
        });
    }

    private Notification read(Message message) {
        return reader.read(message.receiptHandle(), Objects.requireNonNullElse(message.body(), ""));
    }

    @Override
    public FetchResult<Integer> delete(List<String> receipts) {
        FetchResult<Integer> result = new FetchResult.Found<>(0, clock.instant());
        int deleted = 0;
        for (int from = 0; from < receipts.size(); from += MOST_AT_ONCE) {
            List<String> batch = receipts.subList(from, Math.min(receipts.size(), from + MOST_AT_ONCE));
            result = deleteBatch(batch);
            if (!(result instanceof FetchResult.Found<Integer>(Integer some, Instant at))) {
                return result;
            }
            deleted += some;
        }
        return new FetchResult.Found<>(deleted, clock.instant());
    }

    private FetchResult<Integer> deleteBatch(List<String> receipts) {
        return ask("DeleteMessageBatch", () -> {
            DeleteMessageBatchResponse response = client.get()
                    .deleteMessageBatch(DeleteMessageBatchRequest.builder()
                            .queueUrl(name())
                            .entries(entries(receipts))
                            .overrideConfiguration(override -> override.apiCallTimeout(TIMEOUT))
                            .build());
            if (response.hasFailed() && !response.failed().isEmpty()) {
                BatchResultErrorEntry first = response.failed().getFirst();
                return new FetchResult.Failed<>(
                        ErrorCodes.OTHER, response.failed().size() + " messages were not deleted: " + first.code());
            }
            return new FetchResult.Found<>(receipts.size(), ServerTime.of(response, clock));
        });
    }

    private static List<DeleteMessageBatchRequestEntry> entries(List<String> receipts) {
        List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
        for (String receipt : receipts) {
            entries.add(DeleteMessageBatchRequestEntry.builder()
                    .id(Integer.toString(entries.size()))
                    .receiptHandle(receipt)
                    .build());
        }
        return entries;
    }

    private <T> FetchResult<T> ask(String operation, Supplier<FetchResult<T>> question) {
        Instant asked = clock.instant();
        FetchResult<T> result;
        String code;
        try {
            result = question.get();
            code = result instanceof FetchResult.Failed<T> failed ? failed.code() : null;
        } catch (RuntimeException e) {
            result = AwsFailure.result(e);
            code = AwsFailure.code(e);
        }
        told(operation, asked, code);
        return result;
    }

    private void told(String operation, Instant asked, @Nullable String code) {
        Duration took = Duration.between(asked, clock.instant());
        listener.attempted(home(), operation, took.isNegative() ? Duration.ZERO : took, code);
    }
}
