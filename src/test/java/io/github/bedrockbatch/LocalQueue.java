package io.github.bedrockbatch;

import io.github.bedrockbatch.job.Target;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** A queue of LocalStack. */
final class LocalQueue implements AutoCloseable {
    private static final int MOST_AT_ONCE = 10;

    private final SqsClient sqs;
    private final String name;
    private final String url;

    private LocalQueue(SqsClient sqs, String name, String url) {
        this.sqs = sqs;
        this.name = name;
        this.url = url;
    }

    static LocalQueue create(String name) {
        SqsClient sqs = LocalAws.sqs(LocalAws.HOME);
        return new LocalQueue(
                sqs, name, sqs.createQueue(request -> request.queueName(name)).queueUrl());
    }

    /** The queue that there is already at a URL. */
    static LocalQueue at(Target home, String url) {
        return new LocalQueue(LocalAws.sqs(home), url.substring(url.lastIndexOf('/') + 1), url);
    }

    String url() {
        return url;
    }

    String arn() {
        return "arn:aws:sqs:us-east-1:000000000000:" + name;
    }

    void send(String body) {
        sqs.sendMessage(request -> request.queueUrl(url).messageBody(body));
    }

    void sendAll(List<String> bodies) {
        for (int from = 0; from < bodies.size(); from += MOST_AT_ONCE) {
            List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
            for (String body : bodies.subList(from, Math.min(bodies.size(), from + MOST_AT_ONCE))) {
                entries.add(SendMessageBatchRequestEntry.builder()
                        .id("m" + entries.size())
                        .messageBody(body)
                        .build());
            }
            sqs.sendMessageBatch(request -> request.queueUrl(url).entries(entries));
        }
    }

    /** Messages in it, those that are hidden while someone works on them included. */
    int size() {
        return sqs
                .getQueueAttributes(request -> request.queueUrl(url)
                        .attributeNames(
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                                QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
                .attributes()
                .values()
                .stream()
                .mapToInt(Integer::parseInt)
                .sum();
    }

    void delete() {
        sqs.deleteQueue(request -> request.queueUrl(url));
    }

    void createAgain() {
        sqs.createQueue(request -> request.queueName(name));
    }

    @Override
    public void close() {
        sqs.close();
    }
}
