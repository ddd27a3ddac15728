package io.github.bedrockbatch;

import io.github.bedrockbatch.job.Target;
import io.github.bedrockbatch.testing.Messages;
import java.time.Instant;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;

/** LocalStack's default event bus in one account and region, on which Bedrock's events come as AWS alone can send them. */
final class EventBus implements AutoCloseable {
    private final EventBridgeClient events;

    EventBus(Target home) {
        this.events = LocalAws.events(home);
    }

    /** Tells that a job has changed. */
    void tell(String jobArn, String status, Instant time) {
        PutEventsRequestEntry entry = PutEventsRequestEntry.builder()
                .source("aws.bedrock")
                .detailType("Batch Inference Job State Change")
                .time(time)
                .resources(jobArn)
                .detail(Messages.detail(jobArn, status))
                .build();
        if (events.putEvents(request -> request.entries(entry)).failedEntryCount() > 0) {
            throw new IllegalStateException(jobArn + ": the event was not taken");
        }
    }

    @Override
    public void close() {
        events.close();
    }
}
