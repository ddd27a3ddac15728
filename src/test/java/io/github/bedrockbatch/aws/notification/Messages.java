package io.github.bedrockbatch.aws.notification;

import io.github.bedrockbatch.job.JobArn;
import org.jspecify.annotations.NullMarked;
import tools.jackson.databind.json.JsonMapper;

/** Messages as queues hold them. */
@NullMarked
final class Messages {
    static final JobArn JOB = JobArn.parse("arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abc123def456");

    private static final JsonMapper JSON = new JsonMapper();

    private Messages() {}

    /** What EventBridge sends. */
    static String event() {
        return """
                {"version": "0", "id": "c5f87fd4-0e1e-4d5b-93d6-2b3c2f3a1f4e", "time": "2026-11-20T12:00:00Z",
                 "detail-type": "Batch Inference Job State Change", "source": "aws.bedrock", "account": "123456789012",
                 "region": "us-east-1", "resources": ["%s"],
                 "detail": {"version": "0.0", "accountId": "123456789012", "batchJobName": "nightly", "batchJobArn": "%s",
                  "batchModelId": "amazon.nova-lite-v1:0", "status": "Completed", "failureMessage": "",
                  "creationTime": "Nov 20, 2026, 11:00:00 AM UTC"}}""".formatted(JOB, JOB);
    }

    /** What SNS makes of a message. */
    static String notification(String message) {
        return """
                {"Type": "Notification", "MessageId": "22b80b92-fdea-4c2c-8f9d-bdfb0c7bf324",
                 "TopicArn": "arn:aws:sns:us-east-1:123456789012:jobs", "Timestamp": "2026-11-20T12:00:01.000Z",
                 "SignatureVersion": "1", "Message": %s}""".formatted(JSON.writeValueAsString(message));
    }
}
